import { createRequire } from 'node:module';
import { expect } from 'chai';

const require = createRequire(import.meta.url);
const connector = require.resolve('botframework-connector');
const { ConfidentialClientApplication } = createRequire(connector)('@azure/msal-node');
const { JwtTokenProviderFactory, MsalServiceClientCredentialsFactory } = require('botframework-connector');

describe('the packages that package.json puts in place of older ones', () => {
  it('let the SDK get its token from Azure (msal-node 5 in place of 2)', async () => {
    const tenant = 'https://login.microsoftonline.com/tenant';
    const asked: string[] = [];
    const networkClient = {
      sendGetRequestAsync: async () => Promise.reject(new Error('nothing to get')),
      sendPostRequestAsync: async (url: string) => {
        asked.push(url);
        return { headers: {}, status: 200, body: { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600, access_token: 'a-token' } };
      },
    };
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: 'app-id',
        clientSecret: 'secret',
        authority: tenant,
        authorityMetadata: JSON.stringify({
          token_endpoint: `${tenant}/oauth2/v2.0/token`,
          authorization_endpoint: `${tenant}/oauth2/v2.0/authorize`,
          issuer: `${tenant}/v2.0`,
          jwks_uri: `${tenant}/keys`,
        }),
        cloudDiscoveryMetadata: JSON.stringify({
          tenant_discovery_endpoint: '',
          metadata: [
            { preferred_network: 'login.microsoftonline.com', preferred_cache: 'login.windows.net', aliases: ['login.microsoftonline.com'] },
          ],
        }),
      },
      system: { networkClient },
    });
    const credentials = await new MsalServiceClientCredentialsFactory('app-id', application).createCredentials(
      'app-id',
      'https://api.botframework.com',
      tenant,
      true,
    );
    expect(await credentials.getToken()).to.equal('a-token');
    expect(asked.map((url) => url.split('?')[0])).to.deep.equal([`${tenant}/oauth2/v2.0/token`]);
  });

  it('let the SDK make the credential of a managed identity (without msal-browser)', () => {
    expect(new JwtTokenProviderFactory().createAzureServiceTokenProvider('app-id')).to.have.property('getToken');
  });
});
