package metadata

import (
	"strings"
	"unicode"
)

// monthNames maps the names of months and their usual short forms, in lower
// case, to months. Names that mean different months in two languages are read
// as that of the larger one: "listopada" is the Polish November.
var monthNames = func() map[string]int {
	table := []string{
		"january jan januari januar janvier janv enero ene gennaio gen janeiro stycznia styczen styczeń января январь янв ιανουαριου ιανουαρίου ιανουάριος ιαν ocak січня leden ledna ianuarie يناير มกราคม" +
			" sty γενάρη tammikuuta január januára januárja sausio janvāris jaanuar januára siječnja јануар януари gener janari ינואר בינואר जनवरी জানুয়ারি জানুয়ারী ஜனவரி జనవరి ജനുവരി جنوری",
		"february feb februari februar febr fevrier février févr fév febrero febbraio fevereiro fev lutego luty февраля февраль фев φεβρουαριου φεβρουαρίου φεβρουάριος φεβ şubat лютого únor února februarie فبراير กุมภาพันธ์" +
			" lut φλεβάρη helmikuuta február februára februárja vasario februāris veebruar veljače фебруар февруари febrer pebrero פברואר בפברואר फरवरी फ़रवरी ফেব্রুয়ারি ফেব্রুয়ারী பிப்ரவரி ఫిబ్రవరి ഫെബ്രുവരി فروری شباط",
		"march mar maret maart mars märz maerz mär mrz marzo março marco marca marzec марта март мар μαρτιου μαρτίου μάρτιος μαρ mart березня březen března martie مارس มีนาคม" +
			" μάρτη maaliskuuta március marca kovo marts märts ožujka març machi mac marso מרץ במרץ मार्च মার্চ மார்ச் మార్చి മാർച്ച് مارچ آذار",
		"april apr avril avr abril abr aprile kwietnia kwiecien kwiecień апреля апрель апр απριλιου απριλίου απρίλιος απρ nisan квітня duben dubna aprilie أبريل ابريل เมษายน" +
			" kwi απρίλη huhtikuuta április apríla aprila balandžio aprīlis aprill travnja април aprili אפריל באפריל अप्रैल এপ্রিল ஏப்ரல் ఏప్రిల్ ഏപ്രിൽ اپریل نيسان",
		"may mei mai mayo maggio mag maio maja maj мая май μαιου μαΐου μάιος μαι mayıs травня květen května مايو พฤษภาคม" +
			" μάη toukokuuta május mája gegužės maijs svibnja мај maig מאי במאי मई মে மே మే മേയ് مئی أيار",
		"june jun juni juin junio giugno giu junho czerwca czerwiec июня июнь июн ιουνιου ιουνίου ιούνιος ιουν haziran червня červen června iunie يونيو มิถุนายน" +
			" cze ιούνη kesäkuuta június júna junija birželio jūnijs juuni lipnja јун юни juny hunyo יוני ביוני जून জুন ஜூன் జూన్ ജൂൺ جون حزيران",
		"july jul juli juillet juil julio luglio lug julho lipca lipiec июля июль июл ιουλιου ιουλίου ιούλιος ιουλ temmuz липня červenec července iulie يوليو กรกฎาคม" +
			" lip ιούλη heinäkuuta július júla julija liepos jūlijs juuli srpnja јул юли juliol julai hulyo יולי ביולי जुलाई জুলাই ஜூலை జూలై ജൂലൈ جولائی تموز",
		"august aug agustus agt agu augustus août aout agosto ago sierpnia sierpien sierpień августа август авг αυγουστου αυγούστου αύγουστος αυγ ağustos серпня srpen srpna أغسطس สิงหาคม" +
			" sie augusti elokuuta augusztus augusta avgusta avgust rugpjūčio augusts kolovoza август agost ogos agosti gusht אוגוסט באוגוסט अगस्त আগস্ট ஆகஸ்ட் ఆగస్టు ഓഗസ്റ്റ് اگست آب აგვისტო",
		"september sep sept septembre septiembre settembre set setembro wrzesnia września wrzesień сентября сентябрь сен сент σεπτεμβριου σεπτεμβρίου σεπτέμβριος σεπ eylül вересня září septembrie سبتمبر กันยายน" +
			" wrz σεπτέμβρη syyskuuta szeptember septembra rugsėjo septembris rujna септембар септември setembre septemba setyembre ספטמבר בספטמבר सितंबर सितम्बर সেপ্টেম্বর செப்டம்பர் సెప్టెంబర్ സെപ്റ്റംബർ ستمبر أيلول",
		"october oct oktober okt octobre octubre ottobre ott outubro out pazdziernika października październik октября октябрь окт οκτωβριου οκτωβρίου οκτώβριος οκτ ekim жовтня říjen října octombrie أكتوبر ตุลาคม" +
			" paź οκτώβρη lokakuuta október októbra oktobra spalio oktobris oktoober октобар октомври oktoba oktubre אוקטובר באוקטובר अक्टूबर अक्तूबर অক্টোবর அக்டோபர் అక్టోబర్ ഒക്ടോബർ اکتوبر",
		"november nov nopember novembre noviembre novembro listopada listopad ноября ноябрь ноя νοεμβριου νοεμβρίου νοέμβριος νοε kasım листопада listopadu noiembrie نوفمبر พฤศจิกายน" +
			" lis νοέμβρη marraskuuta novembra lapkričio novembris studenoga studenog новембар ноември novemba nobyembre נובמבר בנובמבר नवंबर नवम्बर নভেম্বর நவம்பர் నవంబర్ നവംബർ نومبر",
		"december dec desember des dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia grudzien grudzień декабря декабрь дек δεκεμβριου δεκεμβρίου δεκέμβριος δεκ aralık грудня prosinec prosince decembrie ديسمبر ธันวาคม" +
			" gru δεκέμβρη joulukuuta decembra gruodžio decembris detsember prosinca децембар декември desembre desemba disember disyembre דצמבר בדצמבר दिसंबर दिसम्बर ডিসেম্বর டிசம்பர் డిసెంబర్ ഡിസംബർ دسمبر",
	}
	m := map[string]int{
		// The months of the Levant that have two words.
		"كانون الثاني": 1, "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12,
	}
	for i, names := range table {
		for name := range strings.FieldsSeq(names) {
			m[name] = i + 1
		}
	}
	return m
}()

// monthOf returns the month that name names in any of the languages, or 0.
func monthOf(name string) int {
	return monthNames[strings.TrimRight(strings.Map(unicode.ToLower, name), ".")]
}
