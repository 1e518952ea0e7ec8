import Link from 'next/link'
import { type GradeName, GradeShape } from '@/components/ui/grade-badge'

const grounds: Record<GradeName, string> = { hot: 'bg-hot', warm: 'bg-warm', cold: 'bg-cold' }

export type GradeShare = { grade: GradeName; count: number; label: string; text: string; href?: string }

/** The quality mix of a channel in one line: a bar of three parts and their numbers with shapes. HTML only. */
export function GradeMix({ shares, bare }: { shares: readonly GradeShare[]; bare?: boolean }) {
  const total = shares.reduce((sum, share) => sum + share.count, 0)
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex h-1.5 gap-px overflow-hidden rounded-full bg-hover" aria-hidden="true">
        {total > 0 &&
          shares.map((share) => (
            <span
              key={share.grade}
              className={grounds[share.grade]}
              style={{ width: `${(share.count / total) * 100}%` }}
            />
          ))}
      </div>
      <ul className={bare ? 'sr-only' : 'figures flex gap-3 text-xs text-muted'}>
        {shares.map((share) => (
          <li key={share.grade}>
            {share.href ? (
              <Link
                href={share.href}
                prefetch={false}
                className="inline-flex items-center gap-1 hover:text-ink hover:underline"
              >
                <GradeShape grade={share.grade} className="size-2" />
                <span className="sr-only">{share.label}</span>
                {share.text}
              </Link>
            ) : (
              <span className="inline-flex items-center gap-1">
                <GradeShape grade={share.grade} className="size-2" />
                <span className="sr-only">{share.label}</span>
                {share.text}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
