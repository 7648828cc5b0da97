import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Pair, Pairs, Row, Section } from '#web/ui/Section.tsx'
import { limits } from './api.ts'
import { bytesText } from './bytes.ts'
import { Meter } from './Meter.tsx'

type Limits = Awaited<ReturnType<typeof limits.read.call>>
type Standing = Omit<Limits['accounts'], 'fullOn'>

/** How much is used of what there is, and until when it will do. */
export function LimitsSettings() {
  const { data } = useQuery(limits.read.queryOptions())
  if (!data) return null
  return (
    <>
      <Storage limits={data} />
      <Work limits={data} />
      <Keys keys={data.keys} />
    </>
  )
}

function Storage({ limits: { disk, database, events, files } }: { limits: Limits }) {
  const { t } = useTranslation('limits')
  const format = useFormat()
  const text = (bytes: number) => bytesText(bytes, format.number)
  const never = disk.perDay === null ? t('disk.unknown') : t('disk.never')
  const grows = disk.fullOn ? t('disk.fullOn', { day: format.dayPlain(disk.fullOn) }) : never
  return (
    <Section title={t('disk.title')} note={t('disk.note')}>
      <Pairs>
        <Pair name={t('disk.disk')}>
          <Counted name={t('disk.disk')} of={disk} write={text} />
          <p className="quiet small">{grows}</p>
        </Pair>
        <Pair name={t('disk.database')}>{text(database)}</Pair>
        <Pair name={t('disk.events')}>{events === null ? t('disk.away') : text(events)}</Pair>
        <Pair name={t('disk.files')}>{text(files)}</Pair>
      </Pairs>
    </Section>
  )
}

function Work({ limits: { accounts, eventsPerDay, mails } }: { limits: Limits }) {
  const { t } = useTranslation('limits')
  const { number } = useFormat()
  return (
    <Section title={t('work.title')} note={t('work.note')}>
      <Pairs>
        <Pair name={t('work.accounts')}>
          <Counted name={t('work.accounts')} of={accounts} write={number} />
          <p className="quiet small">{t('work.accountsNote', { limit: number(accounts.limit) })}</p>
        </Pair>
        <Pair name={t('work.events')}>
          {number(eventsPerDay.mean)}
          <p className="quiet small">{t('work.eventsNote', { most: number(eventsPerDay.most) })}</p>
        </Pair>
        <Pair name={t('work.mails')}>
          {mails ? <Counted name={t('work.mails')} of={mails} write={number} /> : t('work.noServer')}
          {mails ? <p className="quiet small">{t('work.mailsNote')}</p> : null}
        </Pair>
      </Pairs>
    </Section>
  )
}

function Keys({ keys }: { keys: Limits['keys'] }) {
  const { t } = useTranslation('limits')
  const format = useFormat()
  return (
    <Section title={t('keys.title')} note={t('keys.note')}>
      {keys.length === 0 ? <p className="quiet small">{t('keys.none')}</p> : null}
      {keys.map((key) => (
        <Row key={key.name} end={format.clock(key.at)}>
          {key.name}
          <Counted name={key.name} of={key} write={format.number} />
        </Row>
      ))}
    </Section>
  )
}

function Counted({ name, of, write }: { name: string; of: Standing; write: (value: number) => string }) {
  const { t } = useTranslation('limits')
  const { percent } = useFormat()
  const { used, limit, share, level } = of
  const text = t('disk.of', { used: write(used), limit: write(limit), share: percent(Math.round(share * 100)) })
  return <Meter name={name} share={share} level={level} text={text} />
}
