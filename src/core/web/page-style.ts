/** The one stylesheet, inlined: a page is one answer. System fonts, no pictures, nothing to wait for. */
export const STYLE = `
:root{--ink:#1d2a22;--soft:#5d6b62;--line:#dfe6e0;--leaf:#1f6b45;--pale:#eef5f0;--card:#fff;--red:#b3261e;--amber:#8a5a00}
*{box-sizing:border-box}
body{margin:0;background:#f5f7f5;color:var(--ink);font:17px/1.55 system-ui,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;overflow-wrap:anywhere}
a{color:var(--leaf)}
header,main,footer{max-width:44rem;margin:0 auto;padding:0 1rem}
header{padding-top:.9rem;padding-bottom:.2rem}
header a{font-weight:700;text-decoration:none;font-size:1.05rem}
footer{padding-top:1rem;padding-bottom:2rem;color:var(--soft);font-size:.9rem}
h1{font-size:1.5rem;line-height:1.3;margin:.4rem 0 .8rem}
h2{font-size:1.15rem;margin:0 0 .6rem}
h3{font-size:1.05rem;margin:0}
.en{color:var(--soft);font-size:.82em;font-weight:400}
h1 .en,.banner .en,.status .en{display:block}
section,.card{background:var(--card);border:1px solid var(--line);border-radius:.8rem;padding:1rem;margin:0 0 .9rem}
.banner{border:0;color:#fff;background:var(--red)}
.banner.amber{background:#fff4dc;color:var(--amber);border:1px solid #e9c46a}
.banner h2{font-size:1.3rem;line-height:1.3}
.banner .en{color:inherit;opacity:.9}
.banner dt{color:inherit;opacity:.9}
.status{background:var(--leaf);color:#fff;border:0}
.status .en{color:#dcebe2}
.status strong{font-size:1.35rem;display:block;line-height:1.35}
.status.ended{background:#5a625d}
dl{display:grid;grid-template-columns:6.8rem 1fr;gap:.35rem .9rem;margin:0}
dt{color:var(--soft)}
dt .en{display:block;line-height:1.2}
dd{margin:0}
ol.way{list-style:none;margin:0;padding:0 0 0 1.4rem;border-left:3px solid #bcd6c7}
ol.way>li{position:relative;padding:0 0 1.3rem}
ol.way>li:last-child{padding-bottom:.2rem}
ol.way>li::before{content:"";position:absolute;left:-1.98rem;top:.4rem;width:.85rem;height:.85rem;border-radius:50%;background:var(--leaf);border:3px solid #fff}
ol.way>li.bad::before{background:var(--red)}
time{color:var(--soft);display:block;font-size:.95rem}
.what p{margin:.1rem 0}
.what p.en{line-height:1.35;margin:.2rem 0 .3rem}
.proof .en{font-size:1em}
section>p{margin:.3rem 0 .6rem}
section>p .en{display:block}
dd .en{display:block;line-height:1.35}
.mark{display:inline-block;background:#fff4dc;color:var(--amber);border-radius:.4rem;padding:.05rem .45rem;font-size:.86rem;margin:.1rem .3rem .1rem 0}
.mark.note{background:#eef1ee;color:var(--soft)}
.mark.bad{background:#fbe9e7;color:var(--red)}
.mark.good{background:var(--pale);color:var(--leaf)}
.mark .en{color:inherit}
.verdict{border-left:4px solid var(--leaf);background:var(--pale);border-radius:.5rem;padding:.8rem 1rem;margin:.8rem 0}
.verdict.bad{border-color:var(--red);background:#fbe9e7}
.verdict.note{border-color:var(--amber);background:#fff4dc}
.verdict h3{color:var(--leaf)}
.verdict.bad h3{color:var(--red)}
.verdict ul{margin:.3rem 0 .7rem;padding-left:1.2rem}
.verdict ul:last-child{margin-bottom:0}
.verdict li .en{display:block;line-height:1.35}
.verdict .words{font-size:.8rem;line-height:1.35}
.check p .en{display:block;line-height:1.35}
.check code{font-size:.88em}
.proof{color:var(--soft);font-size:.82rem;line-height:1.35;display:inline-block}
.proof code{font-size:.95em}
details{margin:.3rem 0}
summary{cursor:pointer;color:var(--leaf);font-size:.95rem}
details ul{margin:.4rem 0;padding-left:1.1rem;font-size:.92rem}
details li{margin:.35rem 0}
table{border-collapse:collapse;width:100%;font-size:.92rem;margin:.4rem 0}
th,td{text-align:left;padding:.25rem .5rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-weight:400;color:var(--soft)}
form label{display:block;font-weight:700}
button .en{color:#dcebe2}
input{font:inherit;width:100%;padding:.75rem;border:2px solid var(--leaf);border-radius:.6rem;margin:.4rem 0}
button{font:inherit;font-weight:700;width:100%;padding:.8rem;border:0;border-radius:.6rem;background:var(--leaf);color:#fff}
button:disabled{opacity:.6}
a:focus-visible,input:focus-visible,button:focus-visible,summary:focus-visible{outline:3px solid #e9a100;outline-offset:2px}
@media (min-width:48rem){body{font-size:16px}}
`
  .trim()
  .replaceAll('\n', '')
