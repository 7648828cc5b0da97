import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Form } from '#web/form/Form.tsx'
import { useForm } from '#web/form/useForm.ts'
import { errorText } from '#web/problemText.ts'
import { useMay } from '#web/session.ts'
import { Chip } from '#web/ui/Chip.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Row, Section } from '#web/ui/Section.tsx'
import { toast } from '#web/ui/toast.ts'
import type { Me } from '../contract.ts'
import { access } from './access.ts'
import { fieldsOf, settingsOf, WorkspaceFields } from './WorkspaceFields.tsx'

// Everything on the page belongs to the workspace: the whole application begins anew in the other one.
const beginAnew = () => location.assign('/')

/** The workspaces this sign-in works in, and how to make another. */
export function OtherWorkspaces({ me }: { me: Me }) {
  const { t } = useTranslation('access')
  const may = useMay('workspace.manage')
  const [making, setMaking] = useState(false)
  if (me.workspaces.length < 2 && !may) return null
  const goTo = (workspaceId: string) =>
    void access.me.switchWorkspace
      .call({ workspaceId })
      .then(beginAnew)
      .catch((error: unknown) => toast(errorText(error), { tone: 'risk' }))
  return (
    <Section
      title={t('workspace.others')}
      note={t('workspace.othersLead')}
      actions={
        may ? (
          <Button variant="default" size="xs" onClick={() => setMaking(true)}>
            {t('workspace.create')}
          </Button>
        ) : null
      }
    >
      {me.workspaces.map(({ id, name }) => (
        <Row
          wraps
          key={id}
          end={
            id === me.workspace.id ? (
              <Chip tone="brand">{t('workspace.here')}</Chip>
            ) : (
              <Button variant="default" size="xs" onClick={() => goTo(id)}>
                {t('workspace.switch')}
              </Button>
            )
          }
        >
          {name}
        </Row>
      ))}
      <Dialog opened={making} onClose={() => setMaking(false)} title={t('workspace.create')}>
        <NewWorkspace me={me} onCancel={() => setMaking(false)} />
      </Dialog>
    </Section>
  )
}

function NewWorkspace({ me, onCancel }: { me: Me; onCancel: () => void }) {
  const { t } = useTranslation('access')
  const form = useForm({
    initial: fieldsOf({ ...me.workspace, name: '' }),
    check: ({ name }) => ({ name: name.trim() === '' ? t('profile.needed') : undefined }),
    send: async (fields) => {
      await access.workspace.create.call(settingsOf(fields))
      beginAnew()
    },
  })
  return (
    <Form form={form} send={t('workspace.createSend')} onCancel={onCancel}>
      <WorkspaceFields form={form} />
    </Form>
  )
}
