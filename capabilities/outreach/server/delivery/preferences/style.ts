/** The look of the page of preferences: Banso's colours, made for the phone first. */
export const style = `
:root{color-scheme:light dark;--paper:#fbfaf7;--surface:#fff;--line:#e4e0d8;--ink:#1f2328;--ink-2:#565d66;--brand:#27406f;--on-brand:#fff;--good:#17724a;--good-soft:#e3f3ea;--off:#565d66;--off-soft:#f0ede6}
@media(prefers-color-scheme:dark){:root{--paper:#15171b;--surface:#1c1f24;--line:#2e333a;--ink:#e8e9eb;--ink-2:#a9b0b8;--brand:#8fb0ea;--on-brand:#10182a;--good:#55c08d;--good-soft:#1a3328;--off:#a9b0b8;--off-soft:#2a2f36}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.7 "Noto Sans JP","Noto Sans CJK JP","Hiragino Sans","Yu Gothic UI",Meiryo,system-ui,sans-serif;line-break:strict;word-break:auto-phrase;overflow-wrap:anywhere}
main{max-width:560px;margin:0 auto;padding:32px 20px 48px}
h1{margin:0 0 8px;font-size:24px;line-height:1.35;font-feature-settings:"palt"}
h2{margin:28px 0 8px;font-size:16px}
p{margin:0}
.lead{color:var(--ink-2);margin-bottom:20px}
.address{color:var(--ink)}
.done,.held{padding:12px 16px;border-radius:6px;margin-bottom:16px}
.done{background:var(--good-soft);color:var(--good)}
.held{background:var(--off-soft)}
ul{list-style:none;margin:0 0 24px;padding:0;background:var(--surface);border:1px solid var(--line);border-radius:6px}
li{display:flex;gap:12px 16px;align-items:center;justify-content:space-between;flex-wrap:wrap;padding:14px 16px;border-top:1px solid var(--line)}
li:first-child{border-top:0}
li>div:first-child{flex:1 1 220px}
li p{font-size:14px;color:var(--ink-2)}
.state{display:flex;gap:12px;align-items:center;margin-left:auto}
.state span{font-size:13px;padding:1px 10px;border-radius:99px;white-space:nowrap}
.on{background:var(--good-soft);color:var(--good)}
.off{background:var(--off-soft);color:var(--off)}
form{margin:0}
button{font:inherit;border-radius:6px;border:1px solid var(--line);background:var(--surface);color:var(--ink);padding:8px 16px;min-height:44px;cursor:pointer}
button:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
.main{width:100%;background:var(--brand);border-color:var(--brand);color:var(--on-brand);font-weight:600}
.plain{width:100%}
.note{margin-top:24px;font-size:14px;color:var(--ink-2)}
`
