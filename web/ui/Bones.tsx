import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Lines of the true height while their text is on the way. `widths` in percent, one per line. */
export function BoneLines({ widths = [90, 75, 60], height = 24 }: { widths?: readonly number[]; height?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('loading')}>
      {widths.map((width, at) => (
        <div key={`${at}-${width}`} style={{ height, display: 'flex', alignItems: 'center' }}>
          <Skeleton height={Math.min(14, height - 8)} width={`${width}%`} radius={4} />
        </div>
      ))}
    </div>
  )
}

/** A block of a given size on the way: a chart, a picture. */
export function BoneBlock({ height }: { height: number }) {
  return <Skeleton height={height} radius={6} />
}

/** A page whose code or texts are on the way. */
export function PageBones() {
  return (
    <div style={{ padding: '24px' }}>
      <BoneLines widths={[22, 0, 96, 88, 92, 70]} height={36} />
    </div>
  )
}
