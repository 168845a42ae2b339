/** How long is kept what serves nothing any more (GDPR, article 5(1)(e)): each period with its reason. In days, by the seller’s clock. */
export const KEPT_DAYS = {
  /** A buyer’s upload that no request or message took: the portal’s session ends after 12 hours, so nobody can come back to it. */
  uploads: 7,
  /** A file that staff put up for an answer and never sent: a draft of that age is forgotten, a case is rarely open for longer. */
  attachments: 30,
  /** A message that the seller’s system has confirmed. It can be sent again for a month, as long as somebody looks for a gap in their books. */
  delivered: 30,
  /** One that never arrived: a quarter, since that is how often books are closed. What somebody marks as kept stays. */
  dead: 90,
  /** A mail that a person has put aside as spam: for as long as they may notice that it was none. */
  spam: 30,
  /** Spam that nobody has looked at. */
  unseenSpam: 90,
} as const;
