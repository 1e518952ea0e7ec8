/** Where a call or a letter goes: a number or an address that can be pressed. */
export function Reach({
  lead,
  by,
}: {
  lead: { phone: string | null; email: string | null }
  by: 'call' | 'letter' | 'invitation'
}) {
  const { phone, email } = lead
  if (phone && (by === 'call' || !email)) {
    return (
      <a href={`tel:${phone.replace(/[^\d+]/g, '')}`} className="figures text-accent-ink hover:underline">
        {phone}
      </a>
    )
  }
  if (!email) return null
  return (
    <a
      href={`mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`}
      className="[overflow-wrap:anywhere] text-accent-ink hover:underline"
    >
      {email}
    </a>
  )
}
