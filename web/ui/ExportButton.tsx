import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

/** Takes a list away as a file. */
export function ExportButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="default" size="xs" leftSection={<Icon name="download" size={14} />} onClick={onClick}>
      {children}
    </Button>
  )
}
