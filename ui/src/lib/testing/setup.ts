// What every test starts with: the matchers for the page, English spoken, all of it, and a window in
// which nobody was before.
import '@testing-library/jest-dom/vitest';
import { beforeEach } from 'vitest';
import { sources } from '$lib/i18n/en';
import video from '../../locales/en/video.ftl?raw';
import gallery from '../../locales/en/gallery.ftl?raw';
import { speak } from '$lib/i18n/words.svelte';
import chat from '../../locales/en/chat.ftl?raw';
import settings from '../../locales/en/settings.ftl?raw';

beforeEach(() => {
  speak('en', [...sources, chat, gallery, settings, video]);
  sessionStorage.clear();
});
