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
