import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, addMonths, type Day, weekday } from '#kernel/day.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import type { CalendarDay } from '../apis.ts'
import { Mark } from './Mark.tsx'
import styles from './views.module.css'

/** How many marks a cell holds before it says how many more there are. */
const held = 3

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/**
 * The sheet of a month, weeks from Monday. One day at a time can be reached with Tab; arrow keys walk by days, also into
 * the months beside it, Page Up and Page Down by months; Enter chooses.
 */
export function MonthGrid({
  days,
  chosen,
  onChoose,
  onMonth,
}: {
  days: readonly CalendarDay[]
  chosen: string | null
  onChoose: (on: string) => void
  /** Turns the page by so many months. */
  onMonth: (months: number) => void
}) {
  const { t } = useTranslation('renewalViews')
  const format = useFormat()
  const sheet = useRef<HTMLTableElement>(null)
  const [walked, setWalked] = useState<Day | null>(null)
  const [first, today] = [days[0]!.on as Day, format.today()]
  // The month that was walked into may still be on its way.
  const isHere = days.some(({ on }) => on === walked)
  const at = isHere ? walked : (days.find(({ on }) => on === (chosen ?? today))?.on ?? first)
  useEffect(() => {
    if (isHere) sheet.current?.querySelector<HTMLElement>(`[data-on="${walked}"]`)?.focus()
  }, [isHere, walked])
  const walk = (event: KeyboardEvent<HTMLElement>, from: Day) => {
    const turned = { PageUp: -1, PageDown: 1 }[event.key]
    const to = turned ? addMonths(from, turned) : addDays(from, steps[event.key] ?? 0)
    if (to === from) return
    event.preventDefault()
    setWalked(to)
    if (to < first || to > days.at(-1)!.on) onMonth(to < first ? -1 : 1)
  }
  const before = weekday(first) - 1
  const cells = [...Array.from({ length: before }, () => null), ...days]
  const weeks = Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) => cells.slice(week * 7, week * 7 + 7))
  const label = ({ on, off, holiday, ends, notices }: CalendarDay) =>
    [
      format.day(on),
      holiday ? inLanguage(holiday, format.language) : off ? t('calendar.off') : null,
      ends > 0 ? t('calendar.ends', { count: ends }) : null,
      notices > 0 ? t('calendar.notices', { count: notices }) : null,
    ]
      .filter((part) => part !== null)
      .join(' · ')
  return (
    <table className={styles.sheet} ref={sheet}>
      <caption className="visually-hidden">{format.month(first)}</caption>
      <thead>
        <tr>
          {t('calendar.weekdays', { returnObjects: true }).map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={week.find((day) => day)?.on ?? index}>
            {Array.from({ length: 7 }, (_, place) => week[place] ?? null).map((day, place) =>
              day ? (
                <td
                  key={day.on}
                  data-off={day.off || undefined}
                  data-today={day.on === today || undefined}
                  data-chosen={day.on === chosen || undefined}
                >
                  <button
                    type="button"
                    data-on={day.on}
                    tabIndex={day.on === at ? 0 : -1}
                    aria-pressed={day.on === chosen}
                    aria-current={day.on === today ? 'date' : undefined}
                    onClick={() => onChoose(day.on)}
                    onKeyDown={(event) => walk(event, day.on as Day)}
                  >
                    <span className="num" aria-hidden>
                      {Number(day.on.slice(8))}
                    </span>
                    <span className="visually-hidden">{label(day)}</span>
                    {day.holiday ? <small aria-hidden>{inLanguage(day.holiday, format.language)}</small> : null}
                    {day.atStake > 0 ? <small className="num">{format.moneyShort(day.atStake)}</small> : null}
                  </button>
                  {day.marks.slice(0, held).map((mark) => (
                    <Mark key={`${mark.id} ${mark.what}`} mark={mark} brief />
                  ))}
                  {day.ends + day.notices > held ? (
                    <span className={styles.rest}>{t('calendar.more', { count: day.ends + day.notices - held })}</span>
                  ) : null}
                </td>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is told by where it is
                <td key={place} className={styles.nothing} />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
