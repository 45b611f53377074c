package analysis

import (
	"strings"
	"testing"

	"github.com/yuti-lsp/yuti/internal/pinyin"
)

// What a reader says for what is written in digits; ＾ in front of the numeral.
func TestNumeralAt(t *testing.T) {
	for text, want := range map[string]string{
		"到＾2026年":           "2026年 二〇二六年 èr líng èr liù nián",
		"＾2008年8月8日开幕":      "2008年8月8日 二〇〇八年八月八日 èr líng líng bā nián bāyuè bārì",
		"于＾10月1日放假":         "10月1日 十月一日 shíyuè yīrì",
		"＾2024-03-15":       "2024-03-15 二〇二四年三月十五日 èr líng èr sì nián sānyuè shíwǔrì",
		"涨了＾35%":            "35% 百分之三十五 bǎi fēn zhī sānshíwǔ",
		"涨了＾0.5％":           "0.5％ 百分之零点五 bǎi fēn zhī líng diǎn wǔ",
		"用户＾3.5亿":           "3.5亿 三点五亿 sān diǎn wǔ yì",
		"用户＾2亿":             "2亿 两亿 liǎngyì",
		"只要＾￥20":            "￥20 二十元 èrshí yuán",
		"＾$1,250.50":        "$1,250.50 一千二百五十点五零美元 yìqiān èrbǎi wǔshí diǎn wǔ líng měiyuán",
		"￥＾300":             "￥300 三百元 sānbǎi yuán",
		"＾第3":               "第3 第三 dì sān",
		"2026＾年":            "2026年 二〇二六年 èr líng èr liù nián",
		"今＾年":               "",
		"三＾月3号":             "",
		"第＾3名":              "第3 第三 dì sān",
		"早上＾10:30":          "10:30 十点三十分 shí diǎn sānshí fēn",
		"下午＾2：05":           "2：05 两点零五分 liǎng diǎn língwǔ fēn",
		"＾8:00":             "8:00 八点 bā diǎn",
		"请拨＾13812345678":    "13812345678 幺三八幺二三四五六七八 yāo sān bā yāo èr sān sì wǔ liù qī bā",
		"电话＾010-62345678":   "010-62345678 零幺零六二三四五六七八 líng yāo líng liù èr sān sì wǔ liù qī bā",
		"共＾105人":            "105 一百零五 yìbǎi língwǔ",
		"＾110":              "110 一百一十 yìbǎi yīshí",
		"＾15岁":              "15 十五 shíwǔ",
		"＾10000":            "10000 一万 yíwàn",
		"＾20305":            "20305 两万零三百零五 liǎngwàn língsānbǎi língwǔ",
		"＾1234567":          "1234567 一百二十三万四千五百六十七 yìbǎi èrshísān wàn sìqiān wǔbǎi liùshíqī",
		"＾100000000":        "100000000 一亿 yíyì",
		"＾100000001":        "100000001 一亿零一 yíyì língyī",
		"＾2个":               "2 两 liǎng",
		"＾2号楼":              "2 二 èr",
		"＾3/4":              "3/4 四分之三 sì fēn zhī sān",
		"气温＾-5度":            "-5 负五 fù wǔ",
		"＾007":              "007 零零七 líng líng qī",
		"＾0":                "0 零 líng",
		"＾90年代":             "90年代 九十年代 jiǔshí niándài",
		"版本 B＾2":            "",
		"看＾3D电影":            "",
		"没有＾数字":             "",
		"大约＾1２0 元":          "1２0 一百二十 yìbǎi èrshí",
		"一共＾3，5":            "3 三 sān",
		"圆周率＾3.14159":       "3.14159 三点一四一五九 sān diǎn yī sì yī wǔ jiǔ",
		"＾1234567890123456": "1234567890123456 一二三四五六七八九零一二三四五六 yī èr sān sì wǔ liù qī bā jiǔ líng yī èr sān sì wǔ liù",
	} {
		at := strings.Index(text, "＾")
		text = strings.Replace(text, "＾", "", 1)
		got := ""
		if span, n, ok := numeralAt(text, at); ok {
			got = text[span.Start:span.End] + " " + n.Han
			for _, word := range n.Pinyin {
				got += " " + pinyin.Word(word, pinyin.Marks, false)
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
