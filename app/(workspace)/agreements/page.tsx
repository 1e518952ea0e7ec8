import { redirect } from 'next/navigation'

export default function AgreementsPage() {
  redirect('/agreements/definition')
}
