/** Follows the system from light to dark and back while the page is open, unless the reader has chosen one (first-paint.js). */
export function followScheme(): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  dark.addEventListener('change', () => {
    const chosen = localStorage.getItem('banso.theme')
    if (chosen === 'dark' || chosen === 'light') return
    document.documentElement.dataset.mantineColorScheme = dark.matches ? 'dark' : 'light'
  })
}
