import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conventions } from '#capabilities/revenue/core/conventions.ts'
import { Rates } from '#capabilities/revenue/web/rates/Rates.tsx'
import { useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { conventionsQuery, ledger, type Settled } from '../apis.ts'
import { Deriving } from '../Deriving.tsx'
import styles from '../revenue.module.css'
import { Effect } from './Effect.tsx'

/** Those that decide what a movement is: where one of them changes, all history is derived anew. */
const ofLedger = [
  'churnCounts',
  'discounts',
  'pauses',
  'refunds',
  'reactivatedWithinDays',
  'signUpAndChurnInAMonth',
  'compared',
  'exchange',
  'leavingAFilter',
] as const satisfies readonly (keyof Conventions)[]
const ofMeasures = [
  'retention',
  'reactivationInRetention',
  'netChurn',
  'revenueChurn',
  'customerChurn',
  'quickRatio',
  'lifetimeValue',
  'cohortBaseMonth',
] as const satisfies readonly (keyof Conventions)[]

/** How this workspace tells its revenue: every convention on which authorities differ, with its choices and who goes by them. */
export function ConventionSettings() {
  const { data, error, refetch } = useQuery(conventionsQuery)
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <BoneLines widths={[40, 100, 100, 100, 100]} height={48} />
  return (
    <>
      <Editor key={data.version} settled={data} />
      <Rates />
    </>
  )
}

function Editor({ settled }: { settled: Settled }) {
  const { t } = useTranslation('conventions')
  const may = useMay('workspace.manage')
  const [chosen, setChosen] = useState<Conventions>(settled.conventions)
  const changed = keysOf(chosen).filter((key) => chosen[key] !== settled.conventions[key])
  const set = (given: Partial<Conventions>) => setChosen((now) => ({ ...now, ...given }))
  const part = (keys: readonly (keyof Conventions)[]) =>
    keys.map((key) => (
      <Convention
        key={key}
        name={key}
        settled={settled}
        chosen={chosen}
        disabled={!may}
        onChoose={(value) => set({ [key]: value })}
      />
    ))
  return (
    <>
      <Deriving />
      <Section
        title={t('title')}
        note={t('version', { version: settled.version })}
        actions={may ? <Presets settled={settled} chosen={chosen} onChoose={setChosen} /> : null}
      >
        <p>{t('lead')}</p>
        <h3 className={styles.part}>{t('ofLedger')}</h3>
        <p className="quiet small">{t('ofLedgerNote')}</p>
        {part(ofLedger)}
        <h3 className={styles.part}>{t('ofMeasures')}</h3>
        <p className="quiet small">{t('ofMeasuresNote')}</p>
        {part(ofMeasures)}
      </Section>
      {changed.length > 0 ? (
        <Changed settled={settled} chosen={chosen} changed={changed} onForget={() => setChosen(settled.conventions)} />
      ) : null}
    </>
  )
}

const keysOf = (conventions: Conventions) => Object.keys(conventions) as (keyof Conventions)[]

/** One convention: what it is about, and its choices as radio buttons. */
function Convention({
  name,
  settled,
  chosen,
  disabled,
  onChoose,
}: {
  name: keyof Conventions
  settled: Settled
  chosen: Conventions
  disabled: boolean
  onChoose: (value: Conventions[keyof Conventions]) => void
}) {
  const { t } = useTranslation('conventions')
  const choices = settled.choices.find(({ key }) => key === name)?.values ?? []
  const value = chosen[name]
  const days = name === 'reactivatedWithinDays'
  return (
    <fieldset className={styles.convention} disabled={disabled}>
      <legend>{t(`names.${name}`)}</legend>
      <p>{t(`about.${name}`)}</p>
      {choices.map((choice) => {
        const word = days && choice.value !== null ? 'days' : String(choice.value)
        const path = `choices.${name}.${word}` as 'choices.pauses.churn'
        const isChosen = days && choice.value !== null ? value !== null : value === choice.value
        return (
          <label key={word} className={styles.choice}>
            <input
              type="radio"
              name={name}
              checked={isChosen}
              onChange={() => onChoose(choice.value as Conventions[keyof Conventions])}
            />
            <span>
              {t(`${path}.name`)}
              {settled.usual[name] === choice.value ? <span className="quiet"> {t('usual')}</span> : null}
            </span>
            <small>
              {t(`${path}.text`)} {t('source', { source: choice.source })}
            </small>
          </label>
        )
      })}
      {days && value !== null ? (
        <NumberInput
          size="xs"
          w={160}
          min={0}
          max={3650}
          label={t('days')}
          value={Number(value)}
          onChange={(given) => onChoose(Number(given) || 0)}
        />
      ) : null}
    </fieldset>
  )
}

/** Takes over what an authority goes by, or what is usual here. */
function Presets({
  settled,
  chosen,
  onChoose,
}: {
  settled: Settled
  chosen: Conventions
  onChoose: (conventions: Conventions) => void
}) {
  const { t } = useTranslation('conventions')
  const presets = [
    { key: 'usual', conventions: settled.usual },
    ...settled.presets.map(({ authority, conventions }) => ({
      key: authority,
      conventions: { ...settled.usual, ...conventions } as Conventions,
    })),
  ] as const
  const same = presets.find(({ conventions }) => keysOf(conventions).every((key) => conventions[key] === chosen[key]))
  return (
    <NativeSelect
      size="xs"
      aria-label={t('preset')}
      value={same?.key ?? ''}
      onChange={(event) => {
        const preset = presets.find(({ key }) => key === event.currentTarget.value)
        if (preset) onChoose(preset.conventions)
      }}
      data={[
        ...(same ? [] : [{ value: '', label: t('own') }]),
        ...presets.map(({ key }) => ({ value: key, label: t(`presets.${key}` as 'presets.usual') })),
      ]}
    />
  )
}

/** What was changed and not saved yet: what it would do, and the buttons. */
function Changed({
  settled,
  chosen,
  changed,
  onForget,
}: {
  settled: Settled
  chosen: Conventions
  changed: readonly (keyof Conventions)[]
  onForget: () => void
}) {
  const { t } = useTranslation('conventions')
  const queries = useQueryClient()
  const derives = changed.some((key) => ofLedger.some((one) => one === key))
  const save = useMutation(
    ledger.keepConventions.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: [['revenue']] }),
    }),
  )
  const keep = async () => {
    const { version } = await save.mutateAsync({ conventions: chosen, basedOn: settled.version })
    const undo = () => save.mutateAsync({ conventions: settled.conventions, basedOn: version })
    toast(derives ? t('savedDeriving') : t('saved'), { undo })
  }
  return (
    <section className={styles.save} aria-label={t('changed', { count: changed.length })}>
      <Effect conventions={chosen} derives={derives} />
      {save.error ? <ErrorState error={save.error} /> : null}
      <div className={styles.buttons}>
        <Button size="sm" loading={save.isPending} onClick={() => void keep().catch(() => undefined)}>
          {t('save')}
        </Button>
        <Button size="sm" variant="default" onClick={onForget}>
          {t('forget')}
        </Button>
        <span className="quiet">{t('changed', { count: changed.length })}</span>
      </div>
    </section>
  )
}
