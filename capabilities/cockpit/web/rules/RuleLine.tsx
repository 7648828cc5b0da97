import { Button, Switch } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { useFormat, useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { kindTones } from '../words.ts'
import type { Rule } from './apis.ts'
import styles from './rules.module.css'
import { useRuleMoves } from './useRuleMoves.ts'

/** One rule of the list: its condition in words, what it has raised, and its switch. */
export function RuleLine({ rule }: { rule: Rule }) {
  const { t } = useTranslation(['rules', 'cockpit'])
  const format = useFormat()
  const mayManage = useMay('signals.manage')
  const moves = useRuleMoves()
  const { record } = rule
  const name = inLanguage(rule.label, format.language)
  // A calculation has no plain sentence: what somebody wrote about the rule says it then.
  const words = rule.said.condition ?? (rule.help.ja === '' ? null : rule.help)
  const said = words && inLanguage(words, format.language)
  return (
    <li className={styles.line} data-off={!rule.isOn || undefined}>
      {rule.isArchived ? (
        <Button
          size="compact-xs"
          variant="default"
          disabled={!mayManage}
          aria-label={`${t('takeBack')}: ${name}`}
          onClick={() => void moves.archive(rule, false)}
        >
          {t('takeBack')}
        </Button>
      ) : (
        <Switch
          checked={rule.isOn}
          disabled={!mayManage}
          aria-label={t('on', { rule: name })}
          onChange={(event) => void moves.turn(rule, event.currentTarget.checked)}
        />
      )}
      <div className={styles.lineBody}>
        <div className={styles.lineName}>
          <Link to="/settings/rules/$id" params={{ id: rule.id }}>
            {name}
          </Link>
          <Chip tone={kindTones[rule.raises.kind]}>{t(`cockpit:kinds.${rule.raises.kind}`)}</Chip>
          {record.isLow ? (
            <Chip tone="watch" title={t('lowHelp')}>
              {t('low')}
            </Chip>
          ) : null}
        </div>
        <div className={styles.said}>
          {said ?? <code>{rule.condition}</code>}
          {rule.holdDays > 0 ? ` · ${t('holdPart', { days: rule.holdDays })}` : ''}
        </div>
      </div>
      <dl className={styles.lineFigures}>
        <Figure name={t('raisedName')} value={format.number(record.fired)} />
        <Figure name={t('openName')} value={format.number(record.open)} />
        <Figure name={t('precisionName')} value={format.percent(record.precision)} low={record.isLow} />
      </dl>
    </li>
  )
}

function Figure({ name, value, low = false }: { name: string; value: string; low?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num" data-low={low || undefined}>
        {value}
      </dd>
    </div>
  )
}
