import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormat } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import type { OneRule } from './apis.ts'
import { changedParts } from './ruleForm.ts'
import { useRuleMoves } from './useRuleMoves.ts'

/** The versions of a rule, the newest first, each with its note; an earlier one can be published again. */
export function Versions({ one, may }: { one: OneRule; may: boolean }) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const { restore } = useRuleMoves()
  const { rule, versions } = one
  return (
    <Section title={t('versions.title')}>
      {versions.map((version, at) => {
        const before = versions[at + 1]
        const parts = before
          ? changedParts(version.draft, before.draft).map((part) => t(`versions.fields.${part}`))
          : []
        const by = version.by ? t('versions.by', { name: version.by.name }) : t('versions.byProduct')
        return (
          <Row
            key={version.version}
            end={
              version.version === rule.version ? (
                <Chip tone="brand">{t('versions.now')}</Chip>
              ) : may ? (
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => void restore({ id: rule.id, basedOn: rule.version, version: version.version })}
                >
                  {t('versions.restore', { version: version.version })}
                </Button>
              ) : null
            }
          >
            <b>{t('versions.version', { version: version.version })}</b>{' '}
            <span className="quiet small">
              <time title={format.stamp(version.at)}>{format.ago(version.at)}</time> · {by}
            </span>
            {version.note ? <div>{version.note}</div> : null}
            {parts.length > 0 ? (
              <div className="quiet small">{t('versions.changes', { fields: parts.join('、') })}</div>
            ) : null}
          </Row>
        )
      })}
    </Section>
  )
}
