declare const __APP_VERSION__: string;

/** Version of this build, as `package.json` names it. */
export const appVersion = __APP_VERSION__;
