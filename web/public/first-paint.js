// Before the first paint: the chosen theme and language, so that nothing flashes. Its own file, since inline scripts are refused.
;(() => {
  const root = document.documentElement
  try {
    const theme = localStorage.getItem('banso.theme')
    const dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
    root.dataset.mantineColorScheme = dark ? 'dark' : 'light'
    root.lang = localStorage.getItem('banso.language') ?? (navigator.language.startsWith('ja') ? 'ja' : 'en')
  } catch {
    root.dataset.mantineColorScheme = 'light'
  }
})()

// And what the page at this address will ask of the server, and its code, are fetched beside the application's own code
// (start/web/early.ts says what; web/client.ts takes the answers).
;(() => {
  const pages = JSON.parse(document.getElementById('early')?.textContent ?? '[]')
  const language = document.documentElement.lang === 'ja' ? 'ja' : 'en'
  const answers = new Map()
  for (const { at, files, texts, ask } of pages) {
    const match = new RegExp(at).exec(location.pathname + location.search)
    if (!match) continue
    for (const file of [...files, ...texts[language]]) {
      const link = document.createElement('link')
      link.rel = 'modulepreload'
      link.href = file
      document.head.append(link)
    }
    for (const address of ask) {
      const url = address.replace('{id}', match[1])
      const answer = fetch(url, { credentials: 'same-origin', headers: { 'accept-language': language } })
      answer.catch(() => {}) // whoever takes it is told
      answers.set(url, answer)
    }
  }
  globalThis.bansoEarly = { language, answers }
})()
