import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { MoreMenu } from '#web/ui/MoreMenu.tsx'
import { Section } from '#web/ui/Section.tsx'
import { useRole } from '../words.tsx'
import { allSteps, type Draft, type DraftStage, type DraftStep, moved, withoutStep } from './draft.ts'
import { TemplateStepDialog } from './TemplateStepDialog.tsx'
import styles from './templates.module.css'

type Props = { draft: Draft; stage: DraftStage; mayManage: boolean; onChange: (draft: Draft) => void }

/** A stage of a template with its steps. */
export function Stage({ draft, stage, mayManage, onChange }: Props) {
  const { t } = useTranslation('planTemplates')
  const { language } = useFormat()
  const [edited, setEdited] = useState<DraftStep | 'new' | null>(null)
  const name = inLanguage(stage.name, language)
  const rename = (text: string) =>
    onChange({
      ...draft,
      stages: draft.stages.map((one) => (one === stage ? { ...one, name: { ...one.name, [language]: text } } : one)),
    })
  const remove = () => onChange({ ...draft, stages: draft.stages.filter((one) => one !== stage) })
  return (
    <Section
      title={name}
      note={t('stage.count', { count: stage.steps.length })}
      actions={
        mayManage ? (
          <>
            <Button size="compact-xs" variant="default" onClick={() => setEdited('new')}>
              {t('step.add')}
            </Button>
            {stage.steps.length === 0 && draft.stages.length > 1 ? (
              <Button size="compact-xs" variant="subtle" color="red" onClick={remove}>
                {t('stage.remove')}
              </Button>
            ) : null}
          </>
        ) : null
      }
    >
      {mayManage ? (
        <TextInput
          size="xs"
          aria-label={t('stage.nameOf', { name })}
          maxLength={120}
          value={stage.name[language]}
          onChange={(event) => rename(event.currentTarget.value)}
        />
      ) : null}
      <ol className={styles.list}>
        {stage.steps.map((step) => (
          <StepLine
            key={step.key}
            draft={draft}
            step={step}
            mayManage={mayManage}
            onChange={onChange}
            onEdit={() => setEdited(step)}
          />
        ))}
      </ol>
      {edited ? (
        <TemplateStepDialog
          draft={draft}
          stage={stage.key}
          step={edited === 'new' ? null : edited}
          onChange={onChange}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </Section>
  )
}

type LineProps = Omit<Props, 'stage'> & { step: DraftStep; onEdit: () => void }

function StepLine({ draft, step, mayManage, onChange, onEdit }: LineProps) {
  const { t } = useTranslation('planTemplates')
  const { language } = useFormat()
  const role = useRole()
  const name = inLanguage(step.name, language)
  const before = allSteps(draft).filter(({ key }) => step.after.includes(key))
  const names = before.map((one) => inLanguage(one.name, language)).join(language === 'ja' ? '、' : ', ')
  return (
    <li>
      <div>
        <b>{name}</b> {step.evidence === 'facts' ? <Chip tone="info">{t('step.byFacts')}</Chip> : null}
        <div className="soft small">{inLanguage(step.help, language)}</div>
        <div className="quiet small num">
          {role(step.role)} · {t('step.figures', { offset: step.offset, days: step.days, hours: step.effortHours })}
        </div>
        {names ? <div className="quiet small">{t('step.after', { names })}</div> : null}
      </div>
      {mayManage ? (
        <MoreMenu
          label={t('step.menu', { name })}
          choices={[
            { label: t('step.edit'), onChoose: onEdit },
            { label: t('step.up'), onChoose: () => onChange(moved(draft, step.key, -1)) },
            { label: t('step.down'), onChoose: () => onChange(moved(draft, step.key, 1)) },
            { label: t('step.remove'), onChoose: () => onChange(withoutStep(draft, step.key)), danger: true },
          ]}
        />
      ) : null}
    </li>
  )
}
