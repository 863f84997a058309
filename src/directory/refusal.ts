/**
 * Why somebody is not trusted, as data; slack/words gives each its sentence and remedy.
 * The Slack side is judged first: DocSpace is never asked about an address that Slack does not vouch for.
 */
export type SlackRefusal =
  | 'unknown-in-slack'
  | 'deactivated-in-slack'
  | 'bot'
  | 'slack-guest'
  | 'external'
  | 'no-email'
  | 'email-unconfirmed';

/** `override-unknown`: PEOPLE_OVERRIDES names an address that nobody in DocSpace has. */
export type DocSpaceRefusal =
  | 'unknown-in-docspace'
  | 'override-unknown'
  | 'disabled-in-docspace'
  | 'guest-in-docspace'
  | 'several-matches';

/** An invited person may be a member or head, but may not act: nobody has signed in as him yet. */
export type ActorRefusal = 'pending-in-docspace';

export type Refusal = SlackRefusal | DocSpaceRefusal | ActorRefusal;
