// OpenSSL's libcrypto, for the keys of travel documents: brainpool curves and RSA-PSS, which swift-crypto does not have.
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
