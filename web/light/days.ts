import type { Language } from '../i18n/copy.ts'

const tag = { ja: 'ja-JP', en: 'en-US' } as const

/** A day as it is read: 11月25日(水), with the year where it is another than `today`'s. */
export function dayText(day: string, today: string, language: Language): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : ({ year: 'numeric' } as const)
  const month = language === 'ja' ? 'long' : 'short'
  return new Intl.DateTimeFormat(tag[language], {
    ...year,
    month,
    day: 'numeric',
    weekday: 'short',
    timeZone: 'UTC',
  }).format(new Date(`${day}T00:00:00Z`))
}

/** A moment as it is read, in the reader's own time zone: 11月25日 14:05. */
export function momentText(instant: string, language: Language): string {
  const month = language === 'ja' ? 'long' : 'short'
  const options = { month, day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat(tag[language], options).format(new Date(instant))
}
