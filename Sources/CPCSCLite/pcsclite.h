// PC/SC as far as Serai uses it. Declared here because Debian's headers include one another without their folder and their
// pkg-config asks for a compiler flag SwiftPM refuses; types and numbers are those of pcsc-lite's stable interface.
#include <stdint.h>

typedef long SCardLong;
typedef unsigned long SCardWord;
typedef SCardLong SCardContext;
typedef SCardLong SCardHandle;

typedef struct {
    SCardWord protocol;
    SCardWord length;
} SCardRequest;

enum { SCARD_SCOPE_SYSTEM = 2, SCARD_SHARE_EXCLUSIVE = 1, SCARD_PROTOCOL_ANY = 3, SCARD_RESET_CARD = 1 };

SCardLong SCardEstablishContext(SCardWord scope, const void *reserved1, const void *reserved2, SCardContext *context);
SCardLong SCardReleaseContext(SCardContext context);
SCardLong SCardListReaders(SCardContext context, const char *groups, char *readers, SCardWord *length);
SCardLong SCardConnect(
    SCardContext context, const char *reader, SCardWord share, SCardWord protocols, SCardHandle *card, SCardWord *active);
SCardLong SCardDisconnect(SCardHandle card, SCardWord disposition);
SCardLong SCardTransmit(
    SCardHandle card, const SCardRequest *sent, const uint8_t *command, SCardWord commandLength, SCardRequest *received,
    uint8_t *answer, SCardWord *answerLength);
