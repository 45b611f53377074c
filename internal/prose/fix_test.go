package prose

import (
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var fixable = regexp.MustCompile(`\p{Han}{2}`)

// hanSubstitutes are what contrasts write in the place of a word. Whatever the
// file, they change its text and nothing else.
var hanSubstitutes = []string{"联系", "联", "联系𠮷", "取得联系"}

// substitutes are what TestFixes puts in the place of a word in files that make
// sense: a user's own list may hold anything, and what is not Han breaks one
// format or another. (In a file without sense such a text may join with what is
// around it to markup; “yuti check” compares the structure before it writes.)
var substitutes = append(hanSubstitutes, "联*系_甲`乙`", "联\"系\"\\n", "联<b>&lt;系", "联'系: #甲", "联//系*/甲-->", "#联系", "联[系]^甲^~乙~|丙", "联{系}$甲$%乙")

// fixEverywhere replaces every pair of characters that may be replaced, one at
// a time, and reads the file again: nothing but that text may be another.
func fixEverywhere(t *testing.T, format Format, src string, subs []string, limit int) int {
	t.Helper()
	before := Parse(format, src, true)
	bones := Skeleton(format, src)
	fixes := 0
	for i := range before.Blocks {
		b := &before.Blocks[i]
		for k, at := range fixable.FindAllStringIndex(b.Text, -1) {
			from, to, exact := b.Source(at[0], at[1])
			if !exact || from == to {
				continue
			}
			for n, sub := range subs {
				written, ok := b.Quoting.Escape(sub)
				if !ok || b.Tight && Columns(sub) != Columns(b.Text[at[0]:at[1]]) || limit > 0 && (k+n+i)%limit != 0 {
					continue
				}
				if strings.HasSuffix(b.Text[:at[0]], Mark) && sub[0] < 0x80 {
					continue // it would go on with the address or name before it
				}
				fixes++
				fixed := src[:from] + written + src[to:]
				after := Parse(format, fixed, true)
				if len(after.Blocks) != len(before.Blocks) || len(after.Comments) != len(before.Comments) {
					t.Fatalf("%s: %q in place of %q in\n%s\nmakes %d blocks of %d, and %d comments of %d:\n%s", format, written, b.Text[at[0]:at[1]], src,
						len(after.Blocks), len(before.Blocks), len(after.Comments), len(before.Comments), fixed)
				}
				for j := range after.Blocks {
					want := before.Blocks[j].Text
					if j == i {
						want = want[:at[0]] + sub + want[at[1]:]
						// what looks like a placeholder or a tag is taken for one
						if strings.ContainsAny(sub, "{<`*[^$/") {
							continue
						}
					}
					if withoutSpaces(after.Blocks[j].Text) != withoutSpaces(want) || after.Blocks[j].Key != before.Blocks[j].Key {
						t.Fatalf("%s: %q in place of %q in\n%s\nblock %d reads %q, not %q", format, written, b.Text[at[0]:at[1]], src, j, after.Blocks[j].Text, want)
					}
				}
				if got := Skeleton(format, fixed); got != bones {
					t.Fatalf("%s: %q in place of %q in\n%s\nchanges the structure from\n%s\nto\n%s", format, written, b.Text[at[0]:at[1]], src, bones, got)
				}
			}
		}
	}
	return fixes
}

// withoutSpaces leaves out white space: whether there is one where a line ends
// depends on the characters beside it.
func withoutSpaces(s string) string { return strings.Join(strings.Fields(s), "") }

// dressed are the same file with the line ends of Windows, characters outside
// the basic plane, and a byte-order mark.
func dressed(src string) []string {
	return []string{src, strings.ReplaceAll(src, "\n", "\r\n"), byteOrderMark + strings.ReplaceAll(strings.ReplaceAll(src, "\n", "\r\n"), "朋友", "𠮷友")}
}

// TestFixes fixes every scene in every dress.
func TestFixes(t *testing.T) {
	eachScene(t, func(t *testing.T, path string, archive *txtar.Archive) {
		file := archive.Files[0]
		format := FormatOf("", file.Name)
		plain := len(Parse(format, string(file.Data), true).Blocks)
		for _, src := range dressed(string(file.Data)) {
			if n := len(Parse(format, src, true).Blocks); n != plain {
				t.Errorf("%d blocks of %d in\n%q", n, plain, src)
			}
			if n := fixEverywhere(t, format, src, substitutes, 0); n == 0 {
				t.Errorf("nothing could be fixed in\n%s", src)
			}
		}
	})
}

// FuzzFix does the same with any text, and what contrasts write.
func FuzzFix(f *testing.F) {
	formats := Formats()
	eachFile(f, func(format Format, src string) {
		for i, candidate := range formats {
			if candidate == format {
				f.Add(src, uint8(i))
			}
		}
	})
	f.Fuzz(func(t *testing.T, src string, which uint8) {
		if len(src) > 4000 {
			return
		}
		fixEverywhere(t, formats[int(which)%len(formats)], src, hanSubstitutes, 0)
	})
}
