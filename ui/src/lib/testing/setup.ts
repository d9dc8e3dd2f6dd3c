// What every test starts with: the matchers for the page, and English spoken, all of it.
import '@testing-library/jest-dom/vitest';
import { beforeEach } from 'vitest';
import { sources } from '$lib/i18n/en';
import gallery from '../../locales/en/gallery.ftl?raw';
import { speak } from '$lib/i18n/words.svelte';

beforeEach(() => speak('en', [...sources, gallery]));
