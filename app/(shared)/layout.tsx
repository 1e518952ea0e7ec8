import type { ReactNode } from 'react'
import { Wordmark } from '@/components/shell/wordmark'

/** Pages for people outside: nothing of the workspace, nowhere to go. */
export default function SharedLayout({ children }: { children: ReactNode }) {
  return (
    <div className="mx-auto flex min-h-dvh max-w-6xl flex-col px-4 py-6 md:px-6">
      <main className="flex-1">{children}</main>
      <footer className="mt-8 text-muted">
        <Wordmark className="text-base" />
      </footer>
    </div>
  )
}
