package langs

import "github.com/kilas-news/kilas"

// languageRule is what a language adds to the common rules, as lists of words
// without their final full stop, in the case in which they are written.
type languageRule struct {
	titles   string // a name or noun follows: no sentence ends after them
	numbered string // a number follows: a sentence ends if none does
	trailing string // a sentence may end after them, if one surely begins
	says     string // verbs that attribute a quotation, small letters
	ordinals bool   // a full stop makes an ordinal number: "4. August"
	marks    string // end marks besides the common ones
}

// languageRules are hand-written from dictionaries' and news agencies' lists
// of abbreviations, in the order of how often the news uses them.
var languageRules = map[kilas.Lang]languageRule{
	"id": {
		titles: "H Hj Dr dr drg Drs Dra Ir Prof KH K.H R.A R.M R.Ay Tgk Tn Ny Nn Sdr Sdri Bpk Jl jl Jln jln Gg Kel Kec Kab Kompol AKP AKBP Ipda Iptu Aiptu Bripka " +
			"Briptu Bripda Brigjen Irjen Komjen Mayjen Letjen Letkol Kol Kombes Pol Lettu Letda Serda Kapt May Mr Mrs Ms St Gub a.n u.p d.a s.d u.b c.q up Up Ust Uts Ustaz Pt cv " +
			"Ptm Yth Tgl P.T C.V Hon Sr Pdt Rp Dt Tb Tb Moh Muh Mohd Abd Rd RS",
		numbered: "No no Pkl pkl Pk pk Nomor nomor Pasal pasal ps Hlm hlm Hal hal Rt Rw RT RW Km km Vol vol Bab bab Sk Fig Gbr gbr Tel Telp telp Blok Lt Ps RS",
		trailing: "dll dkk dsb dst tsb Tbk tbk Ltd Inc Corp Co Jr Sr ttd red Red SWT SAW Kpd bdk thn tgl hlm spt dgn ybs Amd S.H M.H S.E M.Si M.Hum Ph.D",
		says: "kata ujar tutur ucap ungkap jelas tegas tambah imbuh papar terang sebut tulis tanya ujarnya katanya tuturnya ucapnya ungkapnya jelasnya tegasnya " +
			"tambahnya imbuhnya paparnya terangnya sebutnya tulisnya tanyanya lanjut lanjutnya cetus cetusnya seru serunya pungkas pungkasnya demikian begitu berkata bertanya menjawab " +
			"mengatakan menurut tandas tandasnya timpal timpalnya jawab jawabnya celetuk teriak teriaknya",
	},
	"ms": {
		titles:   "Dr Prof Ir Hj Tn En Pn Cik Sdr Sdri YB Y.B YAB Y.A.B Dato Kol Mej Kapt Jen Lt Sarjan Jln Kg Tmn Bt Sg Mohd Md Abd Hj Hjh Mr Mrs Ms St RM No",
		numbered: "No no Bil bil hlm ms Vol Seksyen Km",
		trailing: "dll dsb dst Sdn Bhd Ltd Inc Jr hb",
		says:     "kata katanya ujar ujarnya jelas jelasnya tegas tegasnya tambah tambahnya soal tanya tanyanya menurut berkata jawab jawabnya demikian",
	},
	"en": {
		titles: "Mr Mrs Ms Mx Dr Prof Rev Revd Fr Hon St Ste Sen Sens Rep Reps Gov Govs Gen Gens Col Maj Capt Cmdr Cdr Lt Sgt Cpl Pvt Adm Pres Supt Det Insp Messrs Mt Ft " +
			"vs v cf e.g i.e Ald Treas Brig Msgr Amb Atty Dir Mme Mlle Hr viz Ph Chm Sr Br Asst Assoc",
		numbered: "No no Nos nos p pp Vol vol Art art Ch ch Sec sec Fig fig Figs Eq eq Op op ver Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec c ca",
		trailing: "Inc Ltd Co Corp Jr Sr Bros plc LLC Llc etc Esq Calif Mass Conn Ariz Fla Ill Ind Mich Minn Mo Okla Ore Pa Tenn Tex Va Vt Wash Wis Colo Ala Ark Del Ga Kan Ky La Md Miss " +
			"Mont Neb Nev Ave ave Blvd Rd St Dept dept Est est approx min max Mon Tue Tues Wed Thu Thurs Fri Sat al Univ misc Intl intl govt a.m p.m",
		says: "said says say asked asks replied told tells added adds explained noted wrote writes shouted stated insisted continued according answered recalled joked warned argued " +
			"tweeted responded wondered quipped admitted declared",
	},
	"fr": {
		titles:   "M MM Mme Mmes Mlle Dr Pr Me Mgr St Ste Sts av bd boul cf env ex Gal Col Cdt Cap apr vs",
		numbered: "n no art chap p pp vol fig al tél éd",
		trailing: "etc J.-C Cie Jr janv févr avr juil sept oct nov déc S.A coll",
		says:     "dit a-t-il a-t-elle dit-il dit-elle déclare déclaré explique expliqué ajoute ajouté affirme affirmé selon assure raconte demande interroge lance poursuit conclut répond écrit",
	},
	"de": {
		titles: "Dr Prof Hr Fr Frl St Nr bzw vgl z d u v i.d Z ca ggf evtl sog insb inkl exkl zzgl Abs Art Aufl Ausg bes ehem geb gest hl Hrsg Ing Dipl Mag " +
			"z.B d.h u.a i.d.R v.a o.g S Bd Kap Tel Str vs etc Gen Min max min Mio Mrd Chr Jh",
		numbered: "Nr Nrn S Abs Art Bd Kap Tel",
		trailing: "usw etc Mio Mrd Co Chr Jh Jahrh Str u.a v.Chr n.Chr Inc Ltd Jr Sr ff",
		says:     "sagte sagt so erklärte erklärt meinte meint fragte betonte hieß schrieb schreibt ergänzte fügte berichtete berichtet teilte laut kritisierte forderte rief antwortete zitiert",
		ordinals: true,
	},
	"es": {
		titles:   "Sr Sra Srta Sres Dr Dra D Dña Da Prof Ing Lic Arq Gral Cnel Cap Tte Av Avda Pdte Pdta Mons Fr St Sto Sta P.ej p.ej vs EE C Excmo Hno",
		numbered: "núm n nº Nº art pág págs p pp vol cap tel Tel",
		trailing: "etc Cía S.A EE.UU JJ.OO a.m p.m a.C d.C Jr Inc Ltd Ud Uds UU",
		says:     "dijo dice afirmó aseguró explicó señaló añadió agregó indicó sostuvo según preguntó comentó declaró manifestó expresó apuntó subrayó escribió respondió",
	},
	"pt": {
		titles:   "Sr Sra Srta Srs Dr Dra D Prof Profa Eng Arq Gen Cel Cap Ten Sgt Av R Pe Fr St Sto Sta p.ex vs Exmo Exma Min Dep Sen",
		numbered: "n nº Nº núm art pág págs p pp vol cap tel",
		trailing: "etc Cia S.A Ltda a.C d.C Jr Inc Ltd",
		says:     "disse diz afirmou afirma segundo explicou acrescentou declarou perguntou contou comentou destacou ressaltou avaliou escreveu completou conclui respondeu lembrou",
	},
	"it": {
		titles:   "Sig Sigg Sig.ra Sig.na Dott Dr Prof Avv Ing Arch Geom Rag On Sen Gen Col Cap Mons Don S SS Sta p.es es cfr vs ecc dott ing prof avv on",
		numbered: "n nn art artt pag pagg p pp vol cap tel fig",
		trailing: "ecc etc S.p.A S.r.l a.C d.C Jr Inc Ltd",
		says:     "ha detto dice spiega spiegato afferma aggiunge aggiunto sottolinea secondo racconta dichiarato chiede conclude commenta scrive ricorda osserva",
	},
	"nl": {
		titles:   "dhr mevr mw Mr mr Dr dr drs Drs Ir ir ing Prof prof Ds ds St bijv bv o.a d.w.z m.b.t t.a.v i.p.v z.g vgl jl ca resp incl excl Jhr gen kol kapt",
		numbered: "nr art blz p pp tel vol",
		trailing: "enz etc e.d e.a jl B.V N.V Jr Inc Ltd v.Chr n.Chr",
		says:     "zegt zei aldus volgens vertelt vertelde vindt stelt vraagt schrijft meldt reageert klinkt benadrukt verklaarde liet",
	},
	"sv": {
		titles:   "t.ex bl.a d.v.s s.k dr Dr prof Prof hr fr St kl ca ev resp jfr m.a.o f.d fd tf",
		numbered: "nr kap s sid tel art",
		trailing: "etc m.m osv o.s.v m.fl dvs e.Kr f.Kr Jr Inc Ltd",
		says:     "säger sa sade berättar uppger skriver menar förklarar enligt tillägger konstaterar frågar anser",
	},
	"da": {
		titles:   "f.eks bl.a dvs d.v.s hr fr Dr dr prof Prof St ca evt inkl ekskl pga p.g.a jf kl nr mht vedr afd adm Sct",
		numbered: "nr s kap stk tlf art",
		trailing: "osv o.s.v m.m m.v mv mfl m.fl mio mia kr pct etc e.Kr f.Kr Jr Inc",
		says:     "siger sagde fortæller skriver mener oplyser forklarer ifølge lyder tilføjer udtaler spørger",
		ordinals: true,
	},
	"nb": {
		titles:   "f.eks bl.a dvs d.v.s hr fr Dr dr prof Prof St ca evt inkl ekskl pga p.g.a jf kl nr iht mht vedr adm",
		numbered: "nr s kap tlf art",
		trailing: "osv o.s.v m.m mv mfl m.fl mill mrd kr etc e.Kr f.Kr Jr Inc",
		says:     "sier sa forteller skriver mener opplyser forklarer ifølge legger tilføyer uttaler spør",
		ordinals: true,
	},
	"fi": {
		titles:   "esim ns mm ym prof tri Dr St ent nyk vrt ao ko em mt tjs yht n klo nk",
		numbered: "nro s ss luku puh",
		trailing: "jne ym yms tms jKr eKr eaa milj mrd Oy Inc Ltd",
		says:     "sanoo sanoi kertoo kertoi toteaa totesi mukaan kirjoittaa huomauttaa selittää kysyy lisää arvioi",
		ordinals: true,
	},
	"pl": {
		titles:   "dr prof inż mgr lek ks o bp abp św gen płk mjr kpt por ppłk al ul pl os im tzw tj np m.in ds ws wg godz woj pow gm red ok ww nt pt hab śp s zob por ang niem łac",
		numbered: "nr art ust poz str s t rozdz tel",
		trailing: "itd itp r w proc zł tys mln mld ur zm n.e p.n.e m.in wiek",
		says:     "powiedział powiedziała mówi stwierdził stwierdziła dodał dodała podkreślił podkreśliła zaznaczył ocenił wyjaśnił napisał pisze tłumaczy poinformował zapytał pyta przyznał",
	},
	"cs": {
		titles:   "tzv tj např resp mj popř př ing Ing Mgr mgr Bc MUDr JUDr PhDr RNDr doc Doc prof Prof Dr dr plk gen kpt por mjr sv ul nám vs cca",
		numbered: "č čís str s odst kap tel obr",
		trailing: "atd apod aj Kč tis mil mld n.l př.n.l Ph.D s.r.o a.s hod min Jr",
		says:     "řekl řekla uvedl uvedla dodal dodala říká podle sdělil sdělila prohlásil vysvětlil napsal upozornil tvrdí míní zeptal",
		ordinals: true,
	},
	"sk": {
		titles:   "tzv tj napr resp mj príp Ing ing Mgr mgr Bc MUDr JUDr PhDr RNDr doc Doc prof Prof Dr dr plk gen kpt por mjr sv ul nám vs cca",
		numbered: "č čís str s ods kap tel obr",
		trailing: "atď apod a i tis mil mld Sk n.l Ph.D s.r.o a.s hod min",
		says:     "povedal povedala uviedol uviedla dodal dodala hovorí podľa vyhlásil vysvetlil napísal upozornil tvrdí spýtal",
		ordinals: true,
	},
	"ro": {
		titles:   "dl d-l dna d-na dr Dr prof Prof ing Ing av gen col lt Sf sf str bd bl ap jud mun com art lit alin cf ex vs acad",
		numbered: "nr Nr art alin pag p cap vol tel lit",
		trailing: "etc ș.a S.A S.R.L mil mld î.Hr d.Hr a.m p.m Inc",
		says:     "spus declarat afirmat precizat adăugat explicat potrivit transmis susține scris întrebat menționat arătat",
	},
	"hu": {
		titles:   "dr Dr Prof prof ifj id Id özv Szt szt pl ill ún kb vö tkp mb főisk vs du de",
		numbered: "sz o old bek cikk tel",
		trailing: "stb Kft Zrt Nyrt Bt Rt sz u e.K i.sz i.e jan febr márc ápr máj jún júl aug szept okt nov dec",
		says:     "mondta közölte hangsúlyozta hozzátette szerint írta kijelentette fogalmazott kérdezte jelezte elmondta",
		ordinals: true,
	},
	"tr": {
		titles:   "Dr Prof Doç Yrd Av Sn Uzm Öğr Gör Arş Op Ecz Müh Alb Yb Bnb Yzb Tğm Org Korg Tümg Hz St bkz Bkz örn Örn vs Cad Mah Sok Apt No",
		numbered: "No no s sf md m cilt tel",
		trailing: "vb vs vd Şti A.Ş Ltd M.Ö M.S T.C TL Inc ör",
		says:     "dedi diye söyledi belirtti ifade konuştu açıkladı sordu ekledi kaydetti vurguladı yanıtladı yazdı söylüyor diyor",
		ordinals: true,
	},
	"vi": {
		titles:   "TS ThS GS PGS BS KS LS TP Tp Tx Tt Q P Đ Ths Ts NSƯT NSND Th.S Mr Mrs Ms Dr St ĐH",
		numbered: "Số số tr Tr",
		trailing: "v.v vv Inc Ltd Co Corp Jr TNHH",
		says:     "nói cho biết hỏi chia sẻ khẳng định kể",
	},
	"tl": {
		titles:   "G Gng Bb Dr Dra Atty Engr Sen Rep Gov Gen Col Maj Capt Lt Sgt Sta Sto St Brgy Bgy Hon Mr Mrs Ms Fr Prof Pang P",
		numbered: "Blg No",
		trailing: "atbp Jr Sr Inc Corp Co Ltd",
		says:     "ani sabi wika ayon dagdag giit pahayag tanong sinabi aniya",
	},
	"ru": {
		titles: "г гг гр тов проф акад доц им ул пр просп пер пл наб бул стр д кв корп обл р пос дер с сл т т.е т.н т.к т.о св о о-в оз ген полк кап лейт см ср напр англ " +
			"нем фр лат греч букв ок тыс млн млрд трлн руб коп долл пос род ред изд",
		numbered: "№ ст п пп гл с стр т рис табл тел вып",
		trailing: "др пр т.д т.п т.к г гг в вв н.э руб коп долл тыс млн млрд чел ч мин сек кг км м см",
		says:     "сказал сказала говорит заявил заявила отметил отметила добавил добавила подчеркнул подчеркнула сообщил сообщила пояснил пояснила рассказал рассказала спросил спросила ответил пишет написал",
	},
	"uk": {
		titles:   "м р рр гр тов проф акад доц ім вул просп пров пл бул буд кв обл с смт т т.з т.зв св о ген полк див напр англ нім фр лат бл тис млн млрд грн коп дол ред вид",
		numbered: "№ ст п пп гл с стор т рис табл тел вип",
		trailing: "ін т.д т.п р рр ст н.е грн коп дол тис млн млрд ос год хв кг км м",
		says:     "сказав сказала каже заявив заявила зазначив зазначила додав додала наголосив повідомив повідомила пояснив розповів розповіла запитав відповів пише написав",
	},
	"bg": {
		titles:   "г г-н г-жа д-р проф доц акад инж арх ген полк майор кап лейт св ул бул пл обл общ с гр т.е т.нар т.н напр вж ср им кв",
		numbered: "№ чл ал т стр с гл тел",
		trailing: "др т.н н.е г лв ст хил млн млрд ЕООД ООД АД",
		says:     "каза заяви посочи добави коментира обясни според съобщи подчерта попита написа отбеляза",
	},
	"sr": {
		titles:   "др проф инж мр г гђа гђица ген пук мај кап св ул бр тзв тј нпр стр доц акад ул бул",
		numbered: "бр чл ст стр с тел",
		trailing: "итд и сл др г год о.д д.о.о а.д",
		says:     "рекао рекла каже изјавио изјавила навео навела додао додала истакао истакла поручио поручила упитао саопштио",
		ordinals: true,
	},
	"hr": {
		titles:   "dr prof ing mr g gđa gđica gen puk sv ul br tzv tj npr str doc akad mons vlč fra usp",
		numbered: "br čl st str s tel",
		trailing: "itd i sl god g o.d d.o.o d.d pr.Kr tis mil mlrd",
		says:     "rekao rekla kaže izjavio izjavila naveo navela dodao dodala istaknuo istaknula poručio poručila upitao priopćio ističe smatra",
		ordinals: true,
	},
	"el": {
		titles:   "κ κκ κα Δρ δρ Αγ αγ Στρ καθ βλ π.χ δηλ λ.χ ο.π αρ οδ λεωφ πλ τηλ Ι Γ",
		numbered: "αρ άρθ παρ σελ σ τ τηλ",
		trailing: "κ.λπ κλπ κ.ά κ.ο.κ π.μ μ.μ π.Χ μ.Χ Α.Ε Ε.Π.Ε εκατ δισ χιλ",
		says:     "είπε δήλωσε τόνισε ανέφερε πρόσθεσε λέει σημείωσε υπογράμμισε εξήγησε ρώτησε απάντησε έγραψε",
		marks:    ";",
	},
	"ar": {
		titles:   "د أ أ.د م ص ت ط ج ع س ب ش هـ ق.م ج.م.ع",
		trailing: "إلخ الخ ق.م هـ م",
		says:     "قال قالت وقال وقالت وأضاف أضاف تابع وتابع أوضح وأوضح سأل يقول تقول",
	},
	"fa": {
		titles:   "دکتر ر.ک ص ج ه م ق.م",
		trailing: "غیره م ه.ش ه.ق ق.م",
		says:     "گفت افزود گفته می\u200cگوید نوشت پرسید اظهار تاکید تأکید",
	},
	"ur": {
		titles: "ڈاکٹر م ص ج ق.م",
		says:   "کہا کہنا بولے پوچھا بتایا",
	},
	"he": {
		titles:   "ד\"ר פרופ פרופ' מר גב גב' עו\"ד ר רח רח' מס מס' עמ עמ'",
		trailing: "וכו וכד",
		says:     "אמר אמרה הוסיף הוסיפה ציין ציינה סיפר סיפרה טען הסביר שאל שאלה כתב אומר אומרת לדברי",
	},
	"hi": {
		titles:   "डॉ डा श्री प्रो पं मो सं सुश्री कु स्व एड इं मि रु ए बी सी डी ई एफ जी एच आई जे के एल एम एन ओ पी आर एस टी यू वी डब्ल्यू वाई",
		numbered: "नं सं रु पृ",
		trailing: "आदि इत्यादि लि रु",
		says:     "कहा बोले बताया पूछा कहते कहना",
		marks:    "|",
	},
	"bn": {
		titles:   "ড ডা মো মোঃ মি মিসেস প্রফেসর অধ্যাপক এ কে এম বি",
		numbered: "নং পৃ",
		says:     "বলেন বললেন জানান বলেছেন জিজ্ঞেস",
		marks:    "|",
	},
	"ta": {
		titles:   "டாக்டர் திரு திருமதி எம் கே எஸ் ஆர் பி ஏ ஜி வி சி டி என் எல் பேரா முனைவர்",
		numbered: "எண் ரூ",
		trailing: "கி.மீ செ.மீ கி.பி கி.மு மி.மீ",
		says:     "என்றார் என்று கூறினார் தெரிவித்தார் கேட்டார்",
	},
	"te": {
		titles:   "డా శ్రీ శ్రీమతి ఎం కె ఎస్ ఆర్ పి ఎ జి వి సి డి ఎన్ ప్రొ వై బి టి కే",
		numbered: "నం రూ",
		trailing: "కి.మీ సెం.మీ క్రీ.శ క్రీ.పూ",
		says:     "అన్నారు చెప్పారు పేర్కొన్నారు తెలిపారు అడిగారు",
	},
	"hy": {
		titles:   "պրն տկն դոկտ պրոֆ փ գ թ",
		numbered: "հ էջ թիվ",
		trailing: "թ թթ դ մ.թ մ.թ.ա և այլն",
		says:     "ասաց ասել նշեց հայտարարեց ավելացրեց հարցրեց գրել",
		marks:    ":",
	},
	"ka": {
		titles:   "ბ ბ-ნი ქ-ნი დოქ პროფ ე.წ ე.ი მაგ იხ ქ ქუჩ წმ",
		numbered: "გვ მუხ ტომი ტ N",
		trailing: "და ა.შ ა.შ წ წწ ს ჩვ.წ ძვ.წ მლნ მლრდ ათ",
		says:     "თქვა განაცხადა აღნიშნა ამბობს დასძინა ჰკითხა უპასუხა წერს",
	},
	"am": {
		titles:   "ዶ ዶክ ፕሮ አቶ ወ ወሮ ሻ ኮ",
		trailing: "ዓ.ም ዓ.ዓ ወዘተ ማ",
		says:     "ብለዋል አለ አለች ተናግረዋል ገልጸዋል",
		marks:    "፡",
	},
	"th": {
		titles: "ดร นพ พญ ศ รศ ผศ พล.อ พล.ต พล.ท พล.ต.อ พล.ต.ท พล.ต.ต พ.ต.อ พ.ต.ท พ.ต.ต ร.ต.อ ร.ต.ท ด.ต จ.ส.ต ส.ต.อ น.ส นาย ด.ช ด.ญ จ อ ต ถ ซ ม ร.ร รพ สน สภ พ.ศ ค.ศ ม.ร.ว ม.ล",
		says:   "กล่าว",
	},
	"ko": {
		titles:   "No Mr Mrs Ms Dr St vs",
		ordinals: true,
		says:     "말했다 밝혔다 전했다 덧붙였다 강조했다 설명했다 라고 이라고 며 고",
	},
	"zh": {says: "说 表示 称 指出 说道 問 說 說道 强调 強調 補充 补充 写道 寫道 问 回应 回應 告诉 认为 認為"},
	"ja": {says: "と って との という などと"},
	"ca": {
		titles: "Sr Sra Srs Dr Dra Prof St Sta Av Gral Mn Ptge Pl C", numbered: "núm n art pàg p vol cap tel", trailing: "etc S.A S.L a.C d.C Jr",
		says: "ha dit diu afirmat assegurat explicat assenyalat afegit segons",
	},
	"sl": {
		titles: "dr prof mag inž g ga gen polk sv ul tj npr t.i oz", numbered: "št čl str tel", trailing: "itd ipd idr d.o.o d.d tis mio mrd", ordinals: true,
		says: "dejal dejala povedal povedala pojasnil pojasnila dodal dodala poudaril pravi",
	},
	"et": {titles: "dr prof hr pr st nn s.o s.t näit vt ca jt", numbered: "nr lk tel p", trailing: "jne jm jms e.m.a m.a.j", says: "ütles lisas rääkis sõnul märkis", ordinals: true},
	"lv": {titles: "dr prof sv k-gs k-dze piem t.i t.s sk u.c utt", numbered: "nr lpp tel p", trailing: "utt u.c u.tml tūkst milj mljrd", says: "teica sacīja norādīja uzsvēra piebilda", ordinals: true},
	"lt": {titles: "dr prof p šv pvz t.y t.p vad g gen plk", numbered: "nr p tel str", trailing: "ir pan kt t.t tūkst mln mlrd d m", says: "sakė teigė pridūrė tvirtino pabrėžė", ordinals: true},
	"is": {titles: "dr prof sr hr frú t.d þ.e m.a skv", numbered: "nr bls s", trailing: "o.s.frv o.fl m.a kr", says: "segir sagði bætti", ordinals: true},
}
