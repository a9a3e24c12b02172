// The groups themselves, by where the names are at home. A word may stand in several groups. Spellings that differ only in
// vowels or in the regular alternatives of `SoundCosts` need no row.

package enum NameTables {
    package static let all = [arabicWorld, slavic, turkicAndCaucasian, southAsian, european, eastAsian]

    static let arabicWorld = """
        muhammad mohammad mohammed mohamed mohamad muhammed muhamad mohd mohammod mohamud muhamed mahomed mahomet mehmet mehmed muhammet mukhammad magomed magomet mamed md muhd mohmad mochamad muhamet محمد
        ahmad ahmed achmed achmad ahmet akhmad akhmed akhmat ahmat amed احمد
        mahmud mahmoud mahmood mehmud makhmud mahmut محمود
        yusuf yousef youssef yousuf yusif yosef yoosuf joseph josef iosif yusup yusof jusuf يوسف
        ibrahim ebrahim ibraheem brahim abraham avraham abram ibragim ابراهیم
        ismail ismael ishmael esmail esmaeil ismayil smail ismoil اسماعیل
        ishaq isaac ishak eshaq isak iskhak اسحاق
        yaqub yaqoob yakub yacoub jacob jakub iakov yakov yaghoub yacub یعقوب
        musa moussa moosa mousa moses moshe mose mussa موسی
        isa issa eisa essa isah jesus عیسی
        dawud daoud dawood david daud davud davoud davood dovud داود
        sulayman suleiman sulaiman soleiman solomon salomon suleyman soliman sleiman sliman suleman sulejman سلیمان
        yahya yehia yahia jahja john yihya یحیی
        zakariya zakaria zakariyya zechariah zekeriya زکریا
        harun haroun haroon aaron هارون
        ayyub ayoub ayub job eyup ایوب
        yunus younis younes yonus jonah yunis یونس
        idris idriss edris driss enoch ادریس
        jibril jibreel gabriel gibril djibril jabril cebrail جبریل
        mikail michael mikael mikhail میکائیل
        maryam mariam maria mary miriam meryem مریم
        fatima fatimah fatemeh fatma fatoumata fatmeh fatime فاطمه
        aisha aysha aicha ayesha aishah ayse عایشه
        khadija khadijah khadijeh hadice hatice خدیجه
        hussein husayn hussain husain hossein hosein hossain hoseyn hussin housseine huseyin husein gusein guseyn huseynov حسین
        hassan hasan hasson hassen حسن
        ali aly alli علی
        umar omar omer umer oumar عمر
        uthman othman osman usman ousmane usmon ottman عثمان
        abubakar aboubacar abubakr bubakar boubacar boubaker bakr abubaker ابوبکر
        said saeed saeid sayeed saied sayid saidi سعید
        qasim qassem kassem kasim qasem ghasem gasim kacem kassim kazim قاسم
        kazim kadhim kazem kathim khadhim kadhem kadim kathem کاظم
        jamal gamal djamal djamel cemal jemal gamel jamel zhamal jamaal جمال
        jamil gamil djamil cemil jameel جمیل
        jafar jaafar gaafar djafar cafer dzhafar jaffar jafer جعفر
        jawad javad jawwad cevad djaouad gawad jaouad dzhavad جواد
        najib naguib nagib nadjib najeeb najibullah نجیب
        nasir nasser nasr naser naseer nacer ناصر
        abdulaziz abdelaziz عبدالعزیز
        rahman rehman rahmaan rachman rohman rakhman رحمن رحمان
        rahim raheem rakhim رحیم
        karim kareem kerim کریم
        qadir kadir kader qader gadir ghader قادر
        hamid hameed hamed khamid حمید حامد
        khalid khaled chaled halid halit xalid خالد
        walid waleed oualid velid ولید
        salih saleh salah salech صالح
        salah saleh salaah صلاح
        faysal faisal feisal faycal faical فیصل
        fawzi faouzi fauzi fevzi fawzy فوزی
        mustafa moustafa mostafa mustapha moustapha mostapha مصطفی
        murtada murtaza morteza murtadha mortaza مرتضی
        reza rida ridha riza redha raza rza رضا
        hafiz hafez hafidh hafeth حافظ
        zayd zaid zeid زید
        zayn zain zein zine zeyn زین
        nur nour noor nuri noure نور
        sayf saif seif seyf سیف
        shams chams سمش شمس
        dawla daula dowla dawlah
        husni hosni hosny husnu حسنی
        tariq tarek tarik tareq tarique tarig طارق
        usama osama oussama ousama usamah اسامه
        ayman aymen aiman ایمن
        anwar anouar enver anvar anwer انور
        hadi hady hedi
        mahdi mehdi mahdy mekhti مهدی
        rashid rasheed rachid resid rasid rashed راشد رشید
        bashir basheer bachir beshir besir بشیر
        sharif shareef cherif charif sherif serif شریف
        shafiq chafik shafik sefik شفیق
        hashim hashem hachem hachim hasim هاشم
        hisham hicham hesham hisam هشام
        isam essam issam isaam عصام
        iyad eyad ayad ایاد
        muhsin mohsen mohsin muhsen mouhcine mochsen محسن
        munir mounir monir mouneer منیر
        muslim moslem مسلم
        nabil nabeel نبیل
        qaddafi gaddafi kadhafi qadhafi gadhafi khadafy gheddafi القذافی
        majid magid majeed madjid medjid mecid ماجد مجید
        jihad gihad djihad cihad جهاد
        hajj haj hadj hac
        lutfi loutfi lotfi
        zubayr zubair zoubeir زبیر
        ziyad ziad zeyad زیاد
        ghulam gholam gulam qulam qolam غلام
        thabit sabet tabit sabit ثابت
        uday odai odey udai عدی
        qusay qusai kusai قصی
        laden ladin ladhin لادن
        zawahiri dhawahiri zawahri
        shaykh sheikh cheikh shaikh
        umm oum
        abdullah abdallah عبدالله
        mawlawi maulvi
        khan xan han خان
        mirza mirzo میرزا
        nizam nezam نظام
        muhyi mohi mohy mohie muhi
        isma asma esma اسماء
        zahra zehra zohra زهرا
        layla leila laila leyla لیلی
        """

    static let slavic = """
        aleksandr alexander alexandr oleksandr aliaksandr alyaksandr aleksander aleksandar alexandre alessandro alejandro iskander iskandar sasha alex oleksander olexandr alexandros eskandar
        aleksei alexei alexey aleksey oleksii oleksiy aliaksei alexi alexis oleksij alyaksey
        andrei andrey andrii andriy andrzej andrew andreas andre andrej andry andres
        anton antin antoni anthony antonio antonius antoine
        boris borys
        daniil danylo daniel danila danil danilo danyil
        dmitrii dmitry dmitri dmytro dzmitry dimitri dimitry dmitriy dimitar dimitrios dmitro
        evgenii evgeny yevgeny yevgeni yevhen yevhenii eugene jewgeni evgeni yevgeniy evhen iauhen eugen yauhen yevheniy
        fedor fyodor fedir theodore feodor fiodar todor theodor
        georgii georgy georgi george heorhii giorgi giorgos jorge jiri yuri grigol heorhiy georg jerzy gueorgui
        grigorii grigory hryhorii hryhoriy gregory gregor ryhor grigor hrihoriy grigoriy
        igor ihor ihar
        ilya ilia elias illia illya elijah ilyas
        ioann ivan john johann jan ioannis jean juan giovanni janis yan vanya johannes hovhannes ovanes hovanes oganes hovannes ovannes ohannes joao
        konstantin kostiantyn kanstantsin constantine constantin konstantinos kostyantyn
        lev leo leon
        maksim maxim maksym maxime maximilian
        mikhail michail mykhailo michael mikhael mihail mihajlo mikhailo miguel michel mikhaylo mykhaylo misha mihai
        nikita mykyta mikita
        nikolai nikolay mykola nicholas nikolaj mikalai nicolas nicolae mikola nikolaos kolya nicolai mikalay
        oleg oleh aleh
        pavel pavlo paul paulo pablo pawel paval pavlos
        petr pyotr petro peter pedro pierre piotr piatro petar petros pietro
        roman ramon raman
        sergei sergey serhii serhiy siarhei sergiy sergii serge sergio sergij serguei syarhei siarhiej
        stepan stephen stefan steven estevan styapan stephan
        vasilii vasily vasyl basil vasili wasilij vasiliy vasil basile
        viktor victor viktar
        vitalii vitaly vitaliy vital
        vladimir volodymyr uladzimir wladimir volodimir waldemar vladymyr vova
        vladislav vladyslav uladzislau wladyslaw
        viacheslav vyacheslav viachaslau vjaceslav slava wiaczeslaw
        yaroslav jaroslav iaroslav yaraslau
        yurii yuri yury iurii jurij iouri yuriy iury jurii
        yakov iakov jakov yakiv
        artem artyom artiom artsiom
        timofei timothy tymofii timofey
        matvei matthew matvii matteo mateo matvey matthias
        filipp philip felipe pylyp philippe
        natalia natalya nataliya natalie nataliia
        elena yelena olena helen alena helena
        ekaterina yekaterina kateryna katherine catherine katerina
        tatiana tatyana tetiana tetyana
        anna hanna ganna anne ana
        olga olha volha
        svetlana svitlana sviatlana
        iuliia yulia julia yuliya yuliia julija
        kseniia ksenia xenia oksana
        """

    static let turkicAndCaucasian = """
        mammadov mamedov memmedov mammedov mamadov magomedov mohammadov muhammadov mukhammadov
        huseynov guseinov huseinov guseynov husseinov
        hasanov gasanov hassanov khasanov
        hajiyev gadzhiev hajiev gadjiev hadzhiev gajiev haciyev
        quliyev kuliev guliyev kuliyev guliev qulijev
        aliyev aliev alijev
        heydar haidar haydar gaidar geidar heidar حیدر
        ilham ilkham
        elchin elcin eltchin
        rashad reshad rashat
        giorgi georgi georgy gia
        mikheil mikhail michael misha
        davit david davith dato
        levan leon
        zurab zurabi
        gevorg kevork gevork georg george kevorg
        hakob hagop akop jacob akob
        sargis sarkis serge
        karapet garabed karabet
        khachatur khachadour hachatur khatchadour
        krikor grigor gregory
        poghos boghos pogos paul
        petros bedros
        tigran dikran digran
        vahan vahagn
        """

    static let southAsian = """
        chaudhry chowdhury choudhury chaudhary chaudhuri chowdhary choudhry chaudhri chowdry choudhary chawdhury chaudry
        qureshi koreshi quraishi qurashi koraishi kureshi quraishy qoreshi
        sarkar sircar sarker shorkar
        rahman rahaman rehman rohman
        haque haq hoque huq hak hoq haqq huque
        islam eslam
        uddin udin
        biswas bishwas
        das dass
        banerjee bandyopadhyay banerji
        chatterjee chattopadhyay chatterji
        mukherjee mukhopadhyay mukherji
        akhtar akhter aktar akter
        begum begam
        singh sing
        lal lall
        iqbal eqbal ikbal
        durrani dorani durani
        yousafzai yusufzai yousufzai yusafzai
        """

    static let european = """
        jose joseph pepe
        francisco francis francesco francois franz paco pancho
        guillermo william wilhelm guillaume bill will
        enrique henry heinrich henri
        carlos charles karl carl carlo
        luis louis ludwig luigi lewis
        jaime james jacob
        juan john jean
        miguel michael
        jorge george
        pedro peter
        pablo paul
        eduardo edward edouard
        ricardo richard
        roberto robert rob bob
        esteban stephen
        rafael raphael
        manuel emmanuel emanuel
        antonio anthony tony
        alberto albert
        fernando ferdinand hernando
        gonzalez gonzales
        rodriguez rodrigues
        hernandez fernandez
        perez peres
        vasquez vazquez
        jimenez gimenez ximenez
        bernard bernardo bernhard
        joachim joaquin
        thomas tomas tom
        matthew matt
        christopher chris christoph cristobal
        benjamin ben
        samuel sam
        daniel dan danny
        robert bobby
        elizabeth isabel elisabeth
        """

    static let eastAsian = """
        kim gim ghim
        lee yi ri rhee li
        park pak bak pack
        choe choi chwe tchoi
        jung chong jeong chung
        jo cho
        ju chu joo
        jang chang zhang
        kang gang
        yun yoon youn
        im lim rim yim
        ryu yu yoo liu
        no ro noh roh
        o oh
        u woo wu
        son sohn
        sok seok suk
        song seong sung
        chol cheol chul
        yong young yeong
        bu pu boo
        gyu kyu gyoo kyoo
        do to
        dong tong
        gi ki
        gon kon geon
        gun kun geun
        ji chi jee
        jin chin
        jun chun joon
        dae tae
        dok tok deok duk
        bok pok
        byong pyong byung byeong
        bong pong
        jae chae
        jong chong jeong chung jung
        hyok hyuk hyeok
        guk kuk
        un eun
                hyon hyun hyeon
        kyong kyung gyeong
        guk kuk gook kook
        gwang kwang
        il ir
        zhang chang cheung teo
        wang wong ong
        chen chan tan chin
        li lee lei
        huang wong hwang ng
        zhao chao chiu
        wu ng woo
        xu hsu hui tsui
        zhou chou chow
        zhu chu
        lin lam lim
        guo kuo kwok
        he ho
        liu lau liou low
        yang yeung young
        xie hsieh tse
        cai tsai choi
        zheng cheng cheang
        deng teng tang
        jiang chiang keung
        feng fung
        ye yeh yip
        luo lo law
        liang leung
        xiao hsiao siu
        """
}
