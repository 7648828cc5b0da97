import { ActionIcon, Menu, NativeSelect } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { inLanguage } from '#web/i18n/i18n.ts'
import { errorText } from '#web/problemText.ts'
import { useFormat, useSession } from '#web/session.ts'
import { Avatar } from '#web/ui/Avatar.tsx'
import { Chip } from '#web/ui/Chip.tsx'
import { Icon } from '#web/ui/Icon.tsx'
import { toast } from '#web/ui/toast.ts'
import { Row } from '#web/ui/Section.tsx'
import type { Person, Role } from '../contract.ts'
import { access } from './access.ts'
import { useViewing } from './viewing.ts'
import { EndSessions } from './EndSessions.tsx'
import { ResetFactors } from './factors/RemoveFactor.tsx'
import type { Link } from './LinkDialog.tsx'

/** A person with their role; whoever manages people changes it in place, and can take it back. */
export function PersonRow({
  person,
  roles,
  mine,
  may,
  onLink,
}: {
  person: Person
  roles: readonly Role[]
  /** The roles that whoever looks may give. */
  mine: readonly Role[]
  may: boolean
  onLink: (link: Link) => void
}) {
  const { t } = useTranslation('access')
  const format = useFormat()
  const me = useSession()
  const [resetting, setResetting] = useState(false)
  const [ending, setEnding] = useState(false)
  const { asPerson } = useViewing()
  const isMe = me.personId === person.id
  const { change, makeLink } = useChanges(person, roles, onLink)
  const role = roles.find(({ key }) => key === person.role)
  const seen = person.lastSeenAt ? t('people.lastSeen', { when: format.ago(person.lastSeenAt) }) : t('people.never')
  return (
    <Row
      wraps
      lead={<Avatar name={person.name} />}
      end={
        <>
          {person.state === 'suspended' ? <Chip tone="watch">{t('people.suspended')}</Chip> : null}
          {may ? (
            <NativeSelect
              size="xs"
              aria-label={t('people.role', { name: person.name })}
              data={mine.map(({ key, label }) => ({ value: key, label: inLanguage(label, format.language) }))}
              value={person.role}
              onChange={(event) => change({ role: event.currentTarget.value })}
            />
          ) : (
            <span>{role ? inLanguage(role.label, format.language) : person.role}</span>
          )}
          {may && !isMe ? (
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="subtle" color="gray" aria-label={t('people.menu', { name: person.name })}>
                  <Icon name="more" />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                {person.state === 'active' && me.rowScope === 'all' ? (
                  <Menu.Item onClick={() => asPerson(person.id)}>{t('people.viewAs')}</Menu.Item>
                ) : null}
                <Menu.Item onClick={makeLink}>{t('people.passwordLink')}</Menu.Item>
                <Menu.Item onClick={() => setEnding(true)}>{t('people.endSessions')}</Menu.Item>
                <Menu.Item onClick={() => setResetting(true)}>{t('factors.reset')}</Menu.Item>
                {person.state === 'active' ? (
                  <Menu.Item color="red" onClick={() => change({ state: 'suspended' })}>
                    {t('people.suspend')}
                  </Menu.Item>
                ) : (
                  <Menu.Item onClick={() => change({ state: 'active' })}>{t('people.restore')}</Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          ) : may ? (
            <ActionIcon variant="subtle" disabled aria-hidden="true" style={{ visibility: 'hidden' }} />
          ) : null}
        </>
      }
    >
      {ending ? <EndSessions person={person} onClose={() => setEnding(false)} /> : null}
      {resetting ? <ResetFactors person={person} onClose={() => setResetting(false)} /> : null}
      <strong>{person.name}</strong> {isMe ? <span className="quiet small">({t('people.you')})</span> : null}
      <div className="quiet small">
        {person.email} · {seen}
      </div>
    </Row>
  )
}

type Change = { role?: string; state?: Person['state'] }

function useChanges(person: Person, roles: readonly Role[], onLink: (link: Link) => void) {
  const { t } = useTranslation('access')
  const { language } = useFormat()
  const queries = useQueryClient()
  const failed = (problem: unknown) => toast(errorText(problem), { tone: 'risk' })
  const refresh = () => queries.invalidateQueries({ queryKey: access.people.key() })
  const update = useMutation(access.people.update.mutationOptions({ onError: failed, onSettled: refresh }))
  const link = useMutation(
    access.people.passwordLink.mutationOptions({
      onError: failed,
      onSuccess: ({ url, invitation }) =>
        onLink({ url, email: invitation.email, until: invitation.expiresAt, purpose: 'password' }),
      onSettled: () => queries.invalidateQueries({ queryKey: access.invitations.key() }),
    }),
  )
  const said = ({ role, state }: Change) => {
    const label = roles.find(({ key }) => key === role)?.label
    if (label) return t('people.roleChanged', { name: person.name, role: inLanguage(label, language) })
    return t(state === 'suspended' ? 'people.suspendedDone' : 'people.restored', { name: person.name })
  }
  return {
    makeLink: () => link.mutate({ id: person.id }),
    change: (change: Change) =>
      update.mutate(
        { id: person.id, ...change },
        {
          onSuccess: () =>
            toast(said(change), {
              undo: () => update.mutateAsync({ id: person.id, role: person.role, state: person.state }),
            }),
        },
      ),
  }
}
