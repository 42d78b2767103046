/** What is printed: labels, slips, certificates. Sizes are those of the paper; the bar above is for the screen alone. */
export const PRINT_STYLE = `
*{box-sizing:border-box;margin:0;padding:0}
body{background:#e9ece9;color:#000;font:9pt/1.3 "PingFang SC","Noto Sans CJK SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.bar{display:flex;flex-wrap:wrap;gap:1rem;align-items:center;padding:1rem;background:#fff;border-bottom:1px solid #ccd5ce;font:16px/1.5 system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif}
.bar a{color:#1f6b45}
.bar button{min-height:44px;font:inherit;font-weight:700;padding:.6rem 1.4rem;border:0;border-radius:.6rem;background:#1f6b45;color:#fff}
.bar p{color:#4c5a51;flex:1 1 20rem}
.bar .en{font-size:.85em}
.paper{background:#fff;margin:4mm auto;break-after:page;overflow:hidden}
.paper:last-child{break-after:auto}
.a4{page:a4;width:210mm;height:297mm;padding:10mm 9mm;display:grid;align-content:start;gap:0}
.a4.pack{grid-template-columns:repeat(3,64mm);grid-auto-rows:34.6mm}
.a4.case,.a4.pallet{grid-template-columns:96mm;grid-auto-rows:92mm;justify-content:center}
.small{page:small;width:40mm;height:30mm}
.square{page:square;width:100mm;height:100mm}
.slip{page:slip;width:76mm;padding:2mm;font-size:10pt}
@page a4{size:A4;margin:0}
@page small{size:40mm 30mm;margin:0}
@page square{size:100mm 100mm;margin:0}
@page slip{size:80mm 200mm;margin:2mm}
.label{position:relative;width:100%;height:100%;overflow:hidden;padding:2mm;background:#fff}
.a4 .label{outline:.1mm dashed #9aa69e}
.code svg{display:block;width:100%;height:100%;shape-rendering:crispEdges}
.label h2{font-size:9pt;line-height:1.15}
.label .en,.slip .en,.certificate .en{font-weight:400;font-size:.78em}
.label p{line-height:1.2}
.label .small-print{font-size:5.5pt}
.mono{font-family:ui-monospace,"DejaVu Sans Mono",Menlo,Consolas,monospace}
.pack .label{display:grid;grid-template-columns:auto 1fr;column-gap:1.5mm;align-content:start;font-size:6pt}
.pack .code{width:22mm;height:22mm}
.whole{grid-column:1/-1}
.label .claims{line-height:1.1;overflow-wrap:anywhere}
.claims strong{display:inline-block;line-height:1;margin-right:.8mm;border:.2mm solid #000;padding:0 .4mm}
.a4.pack .label{padding:1.5mm 2mm}
.a4.pack .code{width:21mm;height:21mm}
.pack .label h2{font-size:7.5pt}
.a4 .claiming .code{width:18.8mm;height:18.8mm}
.a4 .claims{font-size:5.5pt;margin-bottom:.3mm}
.a4 .claiming .scratch{margin-top:.7mm}
.small .label{padding:1.2mm;font-size:5pt;column-gap:.8mm}
.small .code{width:19mm;height:19mm}
.small .label h2{font-size:6pt}
.small .label .small-print{font-size:4.5pt}
.scratch{grid-column:1/-1;margin-top:1mm;border:.2mm dashed #000;border-radius:.6mm;padding:.4mm 1mm;display:flex;justify-content:space-between;align-items:center;gap:1mm}
.scratch strong{font-size:8pt;letter-spacing:.06em}
.small .scratch{margin-top:.6mm}
.small .scratch strong{font-size:7pt}
.small .claiming .code{width:17.6mm;height:17.6mm}
.small .claiming p{line-height:1.1}
.small .claiming h2{line-height:1.05}
.small .claims{font-size:4.3pt}
.small .claiming .scratch{margin-top:.3mm}
.square .label{padding:5mm;font-size:11pt}
.square.pack .code{width:52mm;height:52mm}
.square .label h2{font-size:15pt}
.square .scratch strong{font-size:16pt}
.square .small-print{font-size:8pt}
.square .claims{font-size:10pt;margin-bottom:1mm}
.case .label,.pallet .label{display:grid;align-content:start;row-gap:1.5mm;font-size:9.5pt}
.case .top,.pallet .top{display:grid;grid-template-columns:1fr 26mm;gap:2mm;align-items:start}
.case .code.square-code,.pallet .code.square-code{width:26mm;height:26mm}
.code.bars{height:17mm}
.bars-text{text-align:center;font-size:9pt;letter-spacing:.04em}
.void{position:absolute;inset:0;display:grid;place-items:center;font-size:24pt;font-weight:700;background:#fff;border:1mm solid #000}
.slip h1{font-size:13pt;text-align:center}
.slip table{width:100%;border-collapse:collapse;margin:1mm 0;font-size:9pt}
.slip th,.slip td{text-align:right;padding:.5mm 0;border-bottom:.1mm solid #000;font-weight:400}
.slip th:first-child,.slip td:first-child{text-align:left}
.slip .sum{font-size:13pt;font-weight:700;display:flex;justify-content:space-between}
.slip .sign{margin-top:8mm;border-top:.1mm solid #000}
.certificate{width:100mm;min-height:100mm;padding:4mm;page:square;border:.4mm solid #000}
.certificate h1{font-size:14pt;text-align:center;margin-bottom:1.5mm}
.certificate .words{font-size:7.5pt;line-height:1.35}
.certificate .body{display:grid;grid-template-columns:1fr 34mm;gap:2mm;margin-top:1.5mm}
.certificate .code{width:34mm;height:34mm}
.certificate dl{display:grid;grid-template-columns:auto 1fr;gap:.6mm 1.5mm;font-size:8pt}
.certificate dt{white-space:nowrap}
@media print{body{background:#fff}.bar{display:none}.paper{margin:0}.certificate{border:0}}
`
  .trim()
  .replaceAll('\n', '')
