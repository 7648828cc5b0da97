/** What is noted inside a page while it is looked at; all times in ms since its navigation began. */
export type Noted = {
  lcp: number
  /** What the largest thing in sight was. */
  largest: string
  /** When the page had its content and no skeleton was left in sight; null until then. */
  shown: number | null
  /** Of each interaction, the longest that one of its events took until the next picture. */
  interactions: Record<string, { name: string; ms: number }>
  /** When a click last began, and when the page that it led to was shown. */
  clicked: number
  arrived: number | null
}

declare global {
  interface Window {
    noted: Noted
    /** Notes when `content` is in sight and no skeleton is. */
    awaitPage: (content: string, key: 'shown' | 'arrived') => void
  }
}

/** Runs in each page before its own scripts. `content` is a selector of what the page is about. */
export function watch(content: string): void {
  const noted: Noted = { lcp: 0, largest: '', shown: null, interactions: {}, clicked: 0, arrived: null }
  window.noted = noted
  const observe = (type: string, note: (entry: PerformanceEntry) => void, more: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more })
  observe('largest-contentful-paint', (entry) => {
    const { element } = entry as PerformanceEntry & { element?: Element }
    noted.lcp = entry.startTime
    noted.largest = `${element?.tagName.toLowerCase() ?? '?'} ${element?.textContent?.slice(0, 20) ?? ''}`
  })
  const interaction = (entry: PerformanceEntry) => {
    const { interactionId } = entry as PerformanceEntry & { interactionId?: number }
    const before = noted.interactions[`${interactionId}`]?.ms ?? 0
    if (interactionId && entry.duration > before)
      noted.interactions[`${interactionId}`] = { name: entry.name, ms: entry.duration }
  }
  observe('event', interaction, { durationThreshold: 16 })
  const isBone = (bone: Element) => bone.getBoundingClientRect().top < innerHeight && bone.checkVisibility()
  const isShown = (selector: string) =>
    document.querySelector(selector) !== null &&
    ![...document.querySelectorAll('.mantine-Skeleton-root, [aria-busy=true]')].some(isBone)
  window.awaitPage = (selector, key) => {
    const look = () => {
      if (!isShown(selector)) return requestAnimationFrame(look)
      // After the picture that shows it.
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => (noted[key] = performance.now()))
      port1.start()
      return requestAnimationFrame(() => port2.postMessage(0))
    }
    requestAnimationFrame(look)
  }
  addEventListener('click', (event) => (noted.clicked = event.timeStamp), { capture: true })
  window.awaitPage(content, 'shown')
}
