import { Switch } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useMay } from '#web/session.ts'
import { BoneLines } from '#web/ui/Bones.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Pair, Pairs, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import { cockpit, type Rule } from './apis.ts'
import styles from './cockpit.module.css'

/** The rules that watch facts: what each asks, what it raises, how it has done, and whether it is in use. */
export function Rules() {
  const { t } = useTranslation('cockpit')
  const rules = useQuery(cockpit.rules.list.queryOptions())
  if (rules.error) return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
  return (
    <>
      <p className={`soft ${styles.lead}`}>{t('rulesPage.lead')}</p>
      {rules.data ? null : <BoneLines widths={[50, 90, 80, 50, 90, 80]} />}
      {rules.data?.rules.map((rule) => (
        <RuleSection key={rule.id} rule={rule} />
      ))}
    </>
  )
}

function RuleSection({ rule }: { rule: Rule }) {
  const { t } = useTranslation('cockpit')
  const format = useFormat()
  const { record, raises } = rule
  const days = (count: number) => t('rulesPage.days', { days: count })
  return (
    <Section title={inLanguage(rule.label, format.language)} actions={<Turn rule={rule} />}>
      <p className={`soft small ${styles.ruleHelp}`}>{inLanguage(rule.help, format.language)}</p>
      <Pairs>
        <Pair name={t('rulesPage.condition')}>
          <code>{rule.condition}</code>
        </Pair>
        <Pair name={t('rulesPage.scope')}>{rule.scope ? <code>{rule.scope}</code> : t('rulesPage.everyone')}</Pair>
        <Pair name={t('rulesPage.hold')}>{rule.holdDays === 0 ? t('rulesPage.holdNone') : days(rule.holdDays)}</Pair>
        <Pair name={t('rulesPage.coolDown')}>{days(rule.coolDownDays)}</Pair>
        <Pair name={t('rulesPage.raises')}>
          {inLanguage(raises.title, format.language)}
          <div className="quiet small">
            {t('rulesPage.raisesLine', {
              kind: t(`kinds.${raises.kind}`),
              days: raises.dueBusinessDays,
              minutes: raises.effortMinutes,
            })}
          </div>
        </Pair>
        <Pair name={t('rulesPage.record')}>
          <span className="num">
            {t('rulesPage.recordLine', {
              fired: format.number(record.fired),
              open: format.number(record.open),
              precision: format.percent(record.precision),
            })}
          </span>
        </Pair>
      </Pairs>
    </Section>
  )
}

function Turn({ rule }: { rule: Rule }) {
  const { t } = useTranslation('cockpit')
  const { language } = useFormat()
  const queries = useQueryClient()
  const mayManage = useMay('signals.manage')
  const name = inLanguage(rule.label, language)
  const turn = (isOn: boolean, told?: string): Promise<void> =>
    cockpit.rules.turn.call({ key: rule.key, isOn }).then(
      () => {
        void queries.invalidateQueries({ queryKey: cockpit.rules.key() })
        if (told) toast(told, { undo: () => turn(!isOn) })
      },
      (error: unknown) => toast(errorText(error), { tone: 'risk' }),
    )
  return (
    <Switch
      checked={rule.isOn}
      disabled={!mayManage}
      aria-label={t('rulesPage.on', { rule: name })}
      display="flex"
      onChange={(event) => {
        const isOn = event.currentTarget.checked
        void turn(isOn, t(isOn ? 'rulesPage.turnedOn' : 'rulesPage.turnedOff', { rule: name }))
      }}
    />
  )
}
