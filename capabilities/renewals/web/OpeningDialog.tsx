import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseNumber } from '#kernel/japaneseText.ts'
import { Form } from '#web/form/Form.tsx'
import { NumberField } from '#web/form/fields.tsx'
import { useForm } from '#web/form/useForm.ts'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { toast } from '#web/ui/toast.ts'
import { type OpeningSettings, renewals, segmentsQuery } from './apis.ts'
import styles from './renewals.module.css'

/** How long before the end of a term its renewal is opened, for all and for some segments. */
export function OpeningDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('renewals')
  const { data } = useQuery(renewals.settings.queryOptions())
  const segments = useQuery(segmentsQuery)
  return (
    <Dialog opened onClose={onClose} title={t('opening.title')}>
      {data && segments.data ? (
        <OpeningForm settings={data} segments={namesOf(segments.data)} onClose={onClose} />
      ) : (
        <BoneLines widths={[40, 90]} />
      )}
    </Dialog>
  )
}

type Named = { key: string; label: { ja: string; en: string } }
type Segments = {
  axes: readonly { archivedAt: string | null; segments: readonly (Named & { archivedAt: string | null })[] }[]
}

/** The segments that customers can be in now. */
function namesOf({ axes }: Segments): Named[] {
  return axes
    .filter((axis) => axis.archivedAt === null)
    .flatMap((axis) => axis.segments.filter((segment) => segment.archivedAt === null))
}

const general = 'days'
const isDays = (text: string | undefined) => {
  const number = parseNumber(text ?? '')
  return number !== null && Number.isInteger(number) && number >= 1 && number <= 730
}

function OpeningForm({
  settings,
  segments,
  onClose,
}: {
  settings: OpeningSettings
  segments: readonly Named[]
  onClose: () => void
}) {
  const { t } = useTranslation(['renewals', 'web'])
  const { language } = useFormat()
  const queries = useQueryClient()
  const [order, setOrder] = useState(settings.bySegment.map(({ segment }) => segment))
  const set = async (next: OpeningSettings) => {
    await renewals.setSettings.call(next)
    await queries.invalidateQueries({ queryKey: renewals.key() })
  }
  const nextOf = (values: Record<string, string>): OpeningSettings => ({
    daysBefore: parseNumber(values[general] ?? '') ?? 0,
    bySegment: order.map((segment) => ({ segment, daysBefore: parseNumber(values[segment] ?? '') ?? 0 })),
  })
  const form = useForm<Record<string, string>>({
    initial: {
      [general]: String(settings.daysBefore),
      ...Object.fromEntries(settings.bySegment.map(({ segment, daysBefore }) => [segment, String(daysBefore)])),
    },
    check: (values) =>
      Object.fromEntries(
        [general, ...order].map((name) => [name, isDays(values[name]) ? undefined : t('opening.wrong')]),
      ),
    send: async (values) => {
      const next = nextOf(values)
      await set(next)
      toast(t('opening.told', { count: next.daysBefore }), { undo: () => set(settings) })
      onClose()
    },
  })
  const nameOf = (key: string) => {
    const known = segments.find((segment) => segment.key === key)
    return known ? inLanguage(known.label, language) : key
  }
  const free = segments.filter(({ key }) => !order.includes(key))
  const isRight = [general, ...order].every((name) => isDays(form.values[name]))
  return (
    <Form form={form} send={t('web:save')} onCancel={onClose}>
      <NumberField form={form} name={general} label={t('opening.days')} help={t('opening.help')} autoFocus />
      {order.map((key, at) => (
        <div key={key} className={styles.opening}>
          <NumberField form={form} name={key} label={t('opening.ofSegment', { segment: nameOf(key) })} />
          {at > 0 ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={t('opening.earlier', { segment: nameOf(key) })}
              onClick={() => setOrder(order.with(at - 1, key).with(at, order[at - 1]!))}
            >
              <Icon name="sortUp" size={14} />
            </Button>
          ) : null}
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t('opening.remove', { segment: nameOf(key) })}
            onClick={() => setOrder(order.filter((one) => one !== key))}
          >
            <Icon name="trash" size={14} />
          </Button>
        </div>
      ))}
      {order.length > 1 ? <p className="quiet small">{t('opening.firstHolds')}</p> : null}
      {free.length > 0 ? (
        <NativeSelect
          size="xs"
          aria-label={t('opening.add')}
          value=""
          data={[
            { value: '', label: t('opening.add') },
            ...free.map(({ key, label }) => ({ value: key, label: inLanguage(label, language) })),
          ]}
          onChange={({ currentTarget: { value } }) => {
            form.set(value, form.values[general] ?? '')
            setOrder([...order, value])
          }}
        />
      ) : null}
      {isRight ? <Effect next={nextOf(form.values)} /> : null}
    </Form>
  )
}

/** What the setting would do, before it is kept. */
function Effect({ next }: { next: OpeningSettings }) {
  const { t } = useTranslation('renewals')
  const { data } = useQuery(
    renewals.previewSettings.queryOptions({ input: next, placeholderData: keepPreviousData, staleTime: 30_000 }),
  )
  if (!data) return <BoneLines widths={[70]} />
  return (
    <p className={styles.after} role="status">
      {data.opens > 0 ? t('opening.opens', { count: data.opens }) : t('opening.opensNone')}
      {data.early > 0 ? ` ${t('opening.stay', { count: data.early })}` : null}
    </p>
  )
}
