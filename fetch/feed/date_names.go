package feed

import (
	"strings"
	"time"
)

// months are the names of months and their short forms, in lower case. Names
// that two languages share mean the same month in both.
var months = monthNames(
	"jan january januari januar janvier janv enero ene janeiro gennaio gen ocak oca stycznia sty янв января январь января січня يناير जनवरी জানুয়ারি มกราคม",
	"feb february februari februar février févr fév febrero fevereiro fev febbraio şubat şub lutego lut фев февр февраля февраль лютого فبراير फ़रवरी फरवरी ফেব্রুয়ারি กุมภาพันธ์",
	"mar march maret maart märz mär mrz mars marzo março mart marca мар марта март березня مارس मार्च মার্চ มีนาคม mac",
	"apr april avril avr abril abr aprile nisan nis kwietnia kwi апр апреля апрель квітня أبريل ابريل अप्रैल এপ্রিল เมษายน",
	"may mei mai mayo maio maggio mag mayıs maja maj мая май травня مايو मई মে พฤษภาคม",
	"jun june juni juin junio junho giugno giu haziran haz czerwca cze июн июня июнь червня يونيو जून জুন มิถุนายน",
	"jul july juli juillet juil julio julho luglio lug temmuz tem lipca lip июл июля июль липня يوليو जुलाई জুলাই กรกฎาคม julai",
	"aug august agustus augustus août agosto ago ağustos ağu sierpnia sie авг августа август серпня أغسطس अगस्त আগস্ট สิงหาคม agu agt ogos",
	"sep sept september septembre septiembre setembro set settembre eylül eyl września wrz сен сент сентября сентябрь вересня سبتمبر सितंबर সেপ্টেম্বর กันยายน",
	"oct october oktober okt octobre octubre outubro out ottobre ott ekim eki października paź окт октября октябрь жовтня أكتوبر अक्टूबर অক্টোবর ตุลาคม",
	"nov november nopember novembre noviembre novembro kasım kas listopada lis ноя нояб ноября ноябрь листопада نوفمبر नवंबर নভেম্বর พฤศจิกายน",
	"dec december desember dezember dez décembre déc diciembre dic dezembro dicembre aralık ara grudnia gru дек декабря декабрь грудня ديسمبر दिसंबर ডিসেম্বর ธันวาคม des dis disember",
)

func monthNames(lists ...string) map[string]time.Month {
	out := map[string]time.Month{}
	for i, list := range lists {
		for name := range strings.FieldsSeq(list) {
			out[name] = time.Month(i + 1)
		}
	}
	return out
}

// zones are offsets from UTC in minutes by the abbreviations that feeds have.
// Of those with several meanings it is that of the place with more feeds: IST
// is India's, CST North America's, BST Britain's.
var zones = map[string]int{
	"UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120, "EET": 120, "EEST": 180, "SAST": 120,
	"WAT": 60, "CAT": 120, "EAT": 180, "MSK": 180, "TRT": 180, "AST": -240, "ADT": -180, "EST": -300, "EDT": -240, "CST": -360, "CDT": -300,
	"MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600, "NST": -210, "NDT": -150, "BRT": -180, "ART": -180, "CLT": -240, "COT": -300, "PET": -300,
	"GST": 240, "PKT": 300, "IST": 330, "NPT": 345, "BDT": 360, "WIB": 420, "ICT": 420, "WITA": 480, "SGT": 480, "MYT": 480, "HKT": 480, "PHT": 480, "AWST": 480,
	"WIT": 540, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "ACDT": 630, "AEDT": 660, "NZST": 720, "NZDT": 780, "IRST": 210,
}
