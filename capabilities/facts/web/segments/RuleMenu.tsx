import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { enteredLately, leftLately } from '#capabilities/facts/core/segment/segment.ts'
import { type Action, useActions } from '#web/actions/actions.ts'

/** Begins a signal rule for customers that come into a segment or leave it; those who are in it for long are no news. */
export function RuleMenu({ name, segment }: { name: string; segment: string }) {
  const { t } = useTranslation('segments')
  const navigate = useNavigate()
  const ways = useMemo(() => {
    const to = (c: string, ruleName: string) => () =>
      void navigate({ to: '/settings/rules/$id', params: { id: 'new' }, search: { c, name: ruleName } })
    return [
      { id: 'enters', label: t('rule.enters'), run: to(enteredLately(segment), t('rule.entered', { name })) },
      { id: 'leaves', label: t('rule.leaves'), run: to(leftLately(segment), t('rule.left', { name })) },
    ]
  }, [segment, name, navigate, t])
  useActions(useMemo<Action[]>(() => ways.map((way) => ({ ...way, group: 'page', words: t('rule.words') })), [ways, t]))
  return ways.map(({ id, label, run }) => (
    <Button key={id} size="xs" variant="default" onClick={run}>
      {label}
    </Button>
  ))
}
