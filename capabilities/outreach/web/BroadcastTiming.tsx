import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { instantOfWall, wallOf } from '#capabilities/outreach/core/window.ts'
import { useFormat } from '#web/session.ts'
import { Section } from '#web/ui/Section.tsx'
import type { BroadcastDraft } from './apis.ts'
import { mail } from './delivery/apis.ts'
import styles from './outreach.module.css'

type Props = { draft: BroadcastDraft; onChange: (change: Partial<BroadcastDraft>) => void }
const hours = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at)

/** When a mail to many goes out, and in whose name; all times are those of the workspace. */
export function BroadcastTiming({ draft, onChange }: Props) {
  const { t } = useTranslation('outreach')
  const { timeZone } = useFormat()
  const { data } = useQuery(mail.settings.queryOptions())
  const { window, sendAt, senderId, waitDays } = draft
  const senders = (data?.senders ?? []).map(({ id, name, address }) => ({ value: id, label: `${name} <${address}>` }))
  const setAt = (wall: string) => {
    const at = instantOfWall(wall, timeZone)
    onChange({ sendAt: Number.isNaN(at) ? null : new Date(at).toISOString() })
  }
  const hour = (label: 'from' | 'to', least: number, most: number) => (
    <NativeSelect
      label={t(`broadcast.${label}`)}
      data={hours(least, most).map((one) => ({ value: `${one}`, label: t('sequence.hour', { hour: one }) }))}
      value={`${window[label]}`}
      onChange={(event) => onChange({ window: { ...window, [label]: Number(event.currentTarget.value) } })}
    />
  )
  return (
    <Section title={t('broadcast.when')}>
      <div className={styles.fields}>
        <p className="quiet small">{t('broadcast.zone', { zone: timeZone })}</p>
        <TextInput
          type="datetime-local"
          label={t('broadcast.sendAt')}
          description={t('broadcast.sendAtHelp')}
          value={sendAt ? wallOf(Date.parse(sendAt), timeZone) : ''}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <div className={styles.row}>
          {hour('from', 0, 23)}
          {hour('to', 1, 24)}
        </div>
        {window.from < window.to ? null : (
          <p className={styles.wrong} role="alert">
            {t('rules.outreach.window')}
          </p>
        )}
        <Checkbox
          label={t('sequence.weekdays')}
          checked={window.weekdays}
          onChange={(event) => onChange({ window: { ...window, weekdays: event.currentTarget.checked } })}
        />
        <NumberInput
          label={t('sequence.wait')}
          description={t('sequence.waitHelp')}
          min={0}
          max={30}
          allowDecimal={false}
          value={waitDays}
          onChange={(value) => onChange({ waitDays: Number(value) || 0 })}
        />
        <NativeSelect
          label={t('broadcast.sender')}
          data={[{ value: '', label: t('broadcast.usualSender') }, ...senders]}
          value={senderId ?? ''}
          onChange={(event) => onChange({ senderId: event.currentTarget.value || null })}
        />
      </div>
    </Section>
  )
}
