import { Button, Switch } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formProps, useForm } from '#web/form/useForm.ts'
import { LeaveGuard } from '#web/ui/LeaveGuard.tsx'
import { useFormat, useMay } from '#web/session.ts'
import { Because } from '#web/ui/Because.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Page } from '#web/ui/Page.tsx'
import { type OneRule, type Rule, type Tried, useRuleFacts } from './apis.ts'
import { OpenCtas } from './OpenCtas.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { RaisesFields } from './RaisesFields.tsx'
import { RecordSection } from './RecordSection.tsx'
import { blankRule, draftOf, type RuleValues, valuesOf, wrongIn } from './ruleForm.ts'
import styles from './rules.module.css'
import { TryOut } from './TryOut.tsx'
import { useRuleMoves } from './useRuleMoves.ts'
import { pathOf } from './path.ts'
import { Versions } from './Versions.tsx'
import { WatchFields } from './WatchFields.tsx'

/** A rule being written: its form, its trial on the past, its record and its versions. `begin`: what a new one starts from. */
export function RuleEditor({ one, title, begin }: { one: OneRule | null; title: string; begin: RuleValues }) {
  const { t } = useTranslation('rules')
  const mayManage = useMay('signals.manage')
  // What is being written stays in the language in which it was begun.
  const [language] = useState(useFormat().language)
  const draft = (values: RuleValues) => draftOf(values, language)
  const facts = useRuleFacts()
  const moves = useRuleMoves()
  /** The version that is being changed: one that is published meanwhile is not taken for it. */
  const [base, setBase] = useState(one)
  const [unreadable, setUnreadable] = useState<{ condition?: boolean; scope?: boolean }>({})
  /** Counts what was taken back: a condition that could not be read stands in its field alone, and goes with it. */
  const [round, setRound] = useState(0)
  const [publishing, setPublishing] = useState(false)
  const [tried, setTried] = useState<{ of: string; result: Tried } | null>(null)
  const form = useForm<RuleValues>({
    initial: base ? valuesOf(base.draft, language) : begin,
    check: (values) => {
      const wrong = wrongIn(values, language, facts).map(({ field, rule, value, bounds }) => {
        if (bounds) return [field, t('bounds', { least: bounds[0], most: bounds[1] })] as const
        const words = t(`rules.cockpit.${rule as 'text_missing'}`, { defaultValue: t('form.unreadable') })
        return [field, value && rule === 'unknown_gap' ? `${words} (${value})` : words] as const
      })
      const half = (['condition', 'scope'] as const).filter((field) => unreadable[field])
      return Object.fromEntries([...wrong, ...half.map((field) => [field, t('form.unreadable')] as const)])
    },
    send: async () => setPublishing(true),
  })
  const saved = base ? valuesOf(base.draft, language) : blankRule
  const changed =
    JSON.stringify(draft(form.values)) !== JSON.stringify(draft(saved)) ||
    unreadable.condition === true ||
    unreadable.scope === true
  // Published elsewhere while nothing was changed here: what is shown follows.
  if (one && base && one.rule.version !== base.rule.version && !changed) {
    setBase(one)
    form.reset(valuesOf(one.draft, language))
  }
  const readable = (field: 'condition' | 'scope') => (is: boolean) =>
    setUnreadable((known) => (known[field] === !is ? known : { ...known, [field]: !is }))
  const show = (shown: OneRule | null) => {
    setBase(shown)
    form.reset(shown ? valuesOf(shown.draft, language) : blankRule)
    setUnreadable({})
    setRound(round + 1)
  }
  const canTry = !unreadable.condition && !unreadable.scope && form.values.condition.trim() !== ''
  const rule = one?.rule
  return (
    <Page
      title={title}
      path={pathOf(t, title)}
      sub={rule?.record.isLow ? <Chip tone="watch">{t('low')}</Chip> : null}
      actions={rule && !rule.isArchived ? <RuleActions rule={rule} may={mayManage} name={title} /> : null}
    >
      {rule?.isArchived ? (
        <Because tone="watch">
          {t('isArchived')}{' '}
          {mayManage ? (
            <Button size="compact-xs" variant="default" onClick={() => void moves.archive(rule, false)}>
              {t('takeBack')}
            </Button>
          ) : null}
        </Because>
      ) : null}
      {one && base && one.rule.version !== base.rule.version ? (
        <Because tone="watch">
          {t('meanwhile.text', { version: one.rule.version })}{' '}
          <Button size="compact-xs" variant="default" onClick={() => show(one)}>
            {t('meanwhile.theirs', { version: one.rule.version })}
          </Button>{' '}
          <Button size="compact-xs" variant="default" onClick={() => setBase(one)}>
            {t('meanwhile.mine')}
          </Button>
        </Because>
      ) : null}
      {mayManage ? null : <p className="quiet">{t('form.readOnly')}</p>}
      <div className={styles.columns}>
        <form {...formProps(form)} className={styles.form}>
          <fieldset disabled={!mayManage || rule?.isArchived} className={styles.plain}>
            <WatchFields key={round} form={form} isNew={!one} onReadable={readable} />
            <RaisesFields form={form} />
          </fieldset>
          {(changed || !one) && mayManage && !rule?.isArchived ? (
            <div className={styles.bar}>
              <span>{one ? t('form.changed') : ''}</span>
              {one ? (
                <Button variant="default" onClick={() => show(base)}>
                  {t('form.discard')}
                </Button>
              ) : null}
              <Button type="submit">{t('form.publish')}</Button>
            </div>
          ) : null}
        </form>
        <div className={styles.side}>
          {mayManage ? (
            <TryOut
              values={form.values}
              id={rule?.id}
              allowed={canTry}
              tried={tried?.result ?? null}
              stale={tried !== null && tried.of !== watching(form.values)}
              onTried={(result) => setTried({ of: watching(form.values), result })}
            />
          ) : null}
          {rule ? <RecordSection rule={rule} /> : null}
          {rule ? <OpenCtas rule={rule} /> : null}
          {one ? <Versions one={one} may={mayManage && !changed && !rule?.isArchived} /> : null}
        </div>
      </div>
      {publishing ? (
        <PublishDialog
          one={base}
          draft={draft(form.values)}
          tried={tried?.of === watching(form.values) ? tried.result : null}
          onClose={() => setPublishing(false)}
          onPublished={(published) => {
            setPublishing(false)
            setBase(published)
            form.reset(valuesOf(published.draft, language))
          }}
        />
      ) : null}
      <LeaveGuard on={changed && mayManage} name={form.values.name || title} />
    </Page>
  )
}

/** Its switch, and what is done with it as a whole. */
function RuleActions({ rule, may, name }: { rule: Rule; may: boolean; name: string }) {
  const { t } = useTranslation('rules')
  const moves = useRuleMoves()
  return (
    <>
      <Switch
        checked={rule.isOn}
        disabled={!may}
        label={rule.isOn ? t('use') : t('off')}
        aria-label={t('on', { rule: name })}
        onChange={(event) => void moves.turn(rule, event.currentTarget.checked)}
      />
      {may ? (
        <MoreMenu
          label={t('menu')}
          choices={[{ label: t('archive'), onChoose: () => void moves.archive(rule, true), danger: true }]}
        />
      ) : null}
    </>
  )
}

/** What of a rule a trial depends on. */
function watching({ condition, scope, holdDays, coolDownDays }: RuleValues): string {
  return JSON.stringify([condition, scope, holdDays, coolDownDays])
}
