import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Scroll } from '#web/ui/Scroll.tsx'
import { type EventName, usage } from './apis.ts'
import styles from './usage.module.css'

/** Which events arrive how often; each opens into its properties. */
export function EventNames({ names }: { names: readonly EventName[] }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const [open, setOpen] = useState<string | null>(null)
  return (
    <Section title={t('names.title')}>
      {names.length === 0 ? <p className="quiet small">{t('names.none')}</p> : null}
      {names.length > 0 ? (
        <Scroll label={t('names.title')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('names.event')}</th>
                {(['hour', 'day', 'users'] as const).map((key) => (
                  <th key={key} scope="col" className={styles.figure}>
                    {t(`names.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={`${name.kind} ${name.event}`}>
                  <th scope="row">
                    {name.event ? (
                      <button
                        type="button"
                        className={styles.plain}
                        title={t('names.open', { name: name.event })}
                        onClick={() => setOpen(name.event)}
                      >
                        {name.event}
                      </button>
                    ) : (
                      t(`recent.kinds.${name.kind}`)
                    )}{' '}
                    {name.isNew && name.event ? <Chip tone="info">{t('names.new')}</Chip> : null}{' '}
                    {name.nobodys > 0 ? (
                      <Chip tone="watch">
                        {t('names.nobodys', { count: name.nobodys, shown: format.number(name.nobodys) })}
                      </Chip>
                    ) : null}
                  </th>
                  <td className={styles.figure}>{format.number(name.lastHour)}</td>
                  <td className={styles.figure}>{format.number(name.lastDay)}</td>
                  <td className={styles.figure}>{format.number(name.users)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
      <SchemaDialog event={open} onClose={() => setOpen(null)} />
    </Section>
  )
}

const tones = { new: 'info', gone: 'watch', mixed: 'risk' } as const

/** The properties of an event, and what changed about them. */
function SchemaDialog({ event, onClose }: { event: string | null; onClose: () => void }) {
  const { t } = useTranslation('usage')
  const format = useFormat()
  const { data, error, refetch } = useQuery({
    ...usage.live.schema.queryOptions({ input: { event: event ?? '' } }),
    enabled: event !== null,
  })
  return (
    <Dialog opened={event !== null} onClose={onClose} title={t('schema.title', { name: event ?? '' })} size={640}>
      {error ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : <BoneLines />}
      {data ? (
        <p className="quiet small">{t('schema.looked', { count: data.looked, shown: format.number(data.looked) })}</p>
      ) : null}
      {data?.properties.length === 0 ? <p>{t('schema.none')}</p> : null}
      {data && data.properties.length > 0 ? (
        <Scroll label={t('schema.title', { name: event ?? '' })}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('schema.path')}</th>
                <th scope="col">{t('schema.types')}</th>
              </tr>
            </thead>
            <tbody>
              {data.properties.map((property) => (
                <tr key={property.path}>
                  <th scope="row">
                    {property.path}{' '}
                    {property.drift ? (
                      <Chip tone={tones[property.drift]}>{t(`schema.drift.${property.drift}`)}</Chip>
                    ) : null}
                  </th>
                  <td>{property.types.map(({ type, events }) => `${type} ${format.number(events)}`).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
    </Dialog>
  )
}
