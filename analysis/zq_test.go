package analysis
import ("testing";"os";"path/filepath";"fmt")
func TestZQ(t *testing.T){
 a:=analyzer(t)
 fs,_:=filepath.Glob(os.Getenv("G"))
 chars:=0; n:=0
 for _,f:=range fs{
  b,_:=os.ReadFile(f); ft:=PlainText; if filepath.Ext(f)==".md"{ft=Markdown}
  chars+=len([]rune(string(b)))
  d:=a.Open(string(b),ft,&Settings{})
  for range d.Findings(Span{End:d.Len()}){}
  s:=d.setting
  mean:=float32(0); if s.around.sentences>0{mean=float32(s.around.lean)*leanUnit/float32(s.around.sentences)}
  fmt.Printf("Z %s sentences %d mean %.2f\n",filepath.Base(f),s.around.sentences,mean)
  for x:=range d.Findings(Span{End:d.Len()}){ n++; fmt.Printf("Z    %s %v %s → %v\n",x.Code,x.Severity,d.Slice(x.Span),x.Fixes[0].Text)}
 }
 fmt.Printf("Z %d findings, %.1f per 10,000\n",n,float64(n)*10000/float64(chars))
}
