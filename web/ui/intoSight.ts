/** For the `ref` of the chosen tab: a row of tabs that is wider than the screen begins where the chosen one is seen. */
export function intoSight(tab: HTMLElement | null): void {
  const row = tab?.closest('nav')
  if (!tab || !row || row.scrollWidth <= row.clientWidth) return
  const [own, all] = [tab.getBoundingClientRect(), row.getBoundingClientRect()]
  row.scrollLeft += own.left - all.left - (all.width - own.width) / 2
}
