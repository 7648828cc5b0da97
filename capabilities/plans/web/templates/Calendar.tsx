import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { errorText } from '#web/problemText.ts'
import { useFormat } from '#web/session.ts'
import { Icon } from '#web/ui/Icon.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { calendarQuery, plans } from '../apis.ts'
import styles from './templates.module.css'

type Days = Omit<Awaited<ReturnType<typeof plans.calendar.call>>, 'version'>

/** The days on which the company works: public holidays, and days off of its own; dates of plans follow at once. */
export function Calendar({ mayManage }: { mayManage: boolean }) {
  const { t } = useTranslation(['planTemplates', 'web'])
  const format = useFormat()
  const queries = useQueryClient()
  const [day, setDay] = useState('')
  const { data } = useQuery(calendarQuery)
  if (!data) return null
  const save = async (next: Days, version: number) => {
    const answer = await plans.setCalendar.call({ ...next, version })
    queries.setQueryData(calendarQuery.queryKey, answer)
    return answer.version
  }
  const change = (next: Partial<Days>) => {
    const { version, ...before } = data
    save({ ...before, ...next }, version).then(
      (saved) => toast(t('web:saved'), { undo: () => save(before, saved) }),
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  }
  const add = () => {
    if (day && !data.daysOff.includes(day)) change({ daysOff: [...data.daysOff, day] })
    setDay('')
  }
  return (
    <Section title={t('calendar.title')}>
      <p className="soft small">{t('calendar.lead')}</p>
      <div className={styles.calendar}>
        <NativeSelect
          size="xs"
          label={t('calendar.holidays')}
          disabled={!mayManage}
          value={data.holidays}
          data={(['JP', 'none'] as const).map((value) => ({ value, label: t(`calendar.kinds.${value}`) }))}
          onChange={(event) => change({ holidays: event.currentTarget.value === 'JP' ? 'JP' : 'none' })}
        />
        {mayManage ? (
          <>
            <TextInput
              size="xs"
              type="date"
              label={t('calendar.dayOff')}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
            <Button size="xs" variant="default" disabled={!day} onClick={add}>
              {t('calendar.add')}
            </Button>
          </>
        ) : null}
      </div>
      {data.daysOff.length === 0 ? <p className="quiet small">{t('calendar.none')}</p> : null}
      <ul className={styles.daysOff}>
        {data.daysOff.map((one) => (
          <li key={one}>
            {format.day(one)}
            {mayManage ? (
              <button
                type="button"
                aria-label={t('calendar.remove', { day: format.day(one) })}
                onClick={() => change({ daysOff: data.daysOff.filter((other) => other !== one) })}
              >
                <Icon name="close" size={12} />
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  )
}
