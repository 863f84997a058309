/** The emoji that bots of this kind use. */
const known = new Map(
  Object.entries({
    white_check_mark: '✅',
    heavy_check_mark: '✔️',
    warning: '⚠️',
    x: '❌',
    no_entry: '⛔',
    no_entry_sign: '🚫',
    grey_question: '❔',
    question: '❓',
    exclamation: '❗',
    information_source: 'ℹ️',
    hourglass: '⌛',
    hourglass_flowing_sand: '⏳',
    bulb: '💡',
    lock: '🔒',
    unlock: '🔓',
    key: '🔑',
    busts_in_silhouette: '👥',
    bust_in_silhouette: '👤',
    crown: '👑',
    star: '⭐',
    wave: '👋',
    tada: '🎉',
    eyes: '👀',
    pencil2: '✏️',
    wastebasket: '🗑️',
    heavy_plus_sign: '➕',
    heavy_minus_sign: '➖',
    leftwards_arrow_with_hook: '↩️',
    arrow_right: '➡️',
    mag: '🔍',
    scroll: '📜',
    page_facing_up: '📄',
    file_folder: '📁',
    link: '🔗',
    bell: '🔔',
    speech_balloon: '💬',
    rotating_light: '🚨',
    large_green_circle: '🟢',
    large_yellow_circle: '🟡',
    red_circle: '🔴',
    smile: '😄',
    thumbsup: '👍',
    '+1': '👍',
    thumbsdown: '👎',
    '-1': '👎',
    heart: '❤️',
    rocket: '🚀',
    robot_face: '🤖',
  }),
);

/**
 * The character of a shortcode, without its colons.
 * @param {string} name
 */
export function emojiOf(name) {
  return known.get(name);
}

/**
 * A text with its shortcodes as characters; unknown ones stay as they are.
 * @param {string} text
 */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (shortcode, name) => known.get(name) ?? shortcode);
}
