// OpenSSL 3 deprecates SHA256_Init and its kin in favor of contexts on the heap. They are the
// fastest for the small inputs of a log all the same: Docs/performance.md has the table.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "CLibcrypto.h"
#include <limits.h>
#include <string.h>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>

_Static_assert(sizeof(SHA256_CTX) == sizeof(sha256_state), "sha256_state holds a SHA256_CTX");

void sha256_start(sha256_state *state) { SHA256_Init((SHA256_CTX *)state); }

void sha256_add(sha256_state *state, const void *bytes, size_t count) {
    SHA256_Update((SHA256_CTX *)state, bytes, count);
}

void sha256_finish(sha256_state *state, void *digest) { SHA256_Final(digest, (SHA256_CTX *)state); }

void sha256_parts(const void *first, size_t first_count, const void *second, size_t second_count,
                  void *digest) {
    SHA256_CTX state;
    SHA256_Init(&state);
    SHA256_Update(&state, first, first_count);
    SHA256_Update(&state, second, second_count);
    SHA256_Final(digest, &state);
}

void sha512(const void *bytes, size_t count, void *digest) {
    SHA512(bytes, count, digest);
}

// The result tells what failed: nothing may stay in the thread's queue of errors.
static int result(int is_done) {
    if (!is_done) ERR_clear_error();
    return is_done;
}

int ed25519_public_key(const uint8_t *seed, uint8_t *key) {
    size_t length = 32;
    EVP_PKEY *private = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    int is_done = private && EVP_PKEY_get_raw_public_key(private, key, &length) == 1;
    EVP_PKEY_free(private);
    return result(is_done);
}

int ed25519_sign(const uint8_t *seed, const void *text, size_t count, uint8_t *signature) {
    size_t length = 64;
    EVP_PKEY *private = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, 32);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int is_done = private && context && EVP_DigestSignInit(context, 0, 0, 0, private) == 1 &&
                  EVP_DigestSign(context, signature, &length, text, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(private);
    return result(is_done);
}

static int kind(const EVP_PKEY *key) {
    char curve[32];
    int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "ED25519")) return KEY_ED25519;
    if (EVP_PKEY_is_a(key, "RSA")) return bits >= 2048 && bits <= 8192 ? KEY_RSA : KEY_UNKNOWN;
    return EVP_PKEY_get_group_name(key, curve, sizeof curve, NULL) == 1 &&
                   OBJ_sn2nid(curve) == NID_X9_62_prime256v1 ? KEY_P256 : KEY_UNKNOWN;
}

int public_key_kind(const uint8_t *key, size_t key_count) {
    const uint8_t *end = key;
    EVP_PKEY *public = d2i_PUBKEY(NULL, &end, (long)key_count);
    int found = public && end == key + key_count ? kind(public) : KEY_UNKNOWN;
    EVP_PKEY_free(public);
    return result(found);
}

int public_key_verify(const uint8_t *key, size_t key_count, const void *text, size_t count,
                      const uint8_t *signature, size_t signature_count) {
    EVP_PKEY *public = d2i_PUBKEY(NULL, &key, (long)key_count);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int found = public ? kind(public) : KEY_UNKNOWN;
    const EVP_MD *hash = found == KEY_ED25519 ? NULL : EVP_sha256();
    int is_valid = found != KEY_UNKNOWN && context &&
                   EVP_DigestVerifyInit(context, NULL, hash, NULL, public) == 1 &&
                   EVP_DigestVerify(context, signature, signature_count, text, count) == 1;
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(public);
    return result(is_valid);
}

// Instead of libcrypto's defaults, PKCS #1 v1.5 for RSA and SHA-1 where a key is agreed on.
static int strengthen(CMS_RecipientInfo *recipient) {
    EVP_PKEY_CTX *context = recipient ? CMS_RecipientInfo_get0_pkey_ctx(recipient) : NULL;
    if (!context) return 0;
    if (CMS_RecipientInfo_type(recipient) == CMS_RECIPINFO_AGREE)
        return EVP_PKEY_CTX_set_ecdh_kdf_md(context, EVP_sha256()) == 1;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_OAEP_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_oaep_md(context, EVP_sha256()) == 1;
}

size_t cms_seal(const void *text, size_t count, const uint8_t *certificate,
                size_t certificate_count, uint8_t **sealed) {
    const uint8_t *end = certificate;
    X509 *recipient = d2i_X509(NULL, &end, (long)certificate_count);
    BIO *input = count <= INT_MAX ? BIO_new_mem_buf(text ? text : "", (int)count) : NULL;
    CMS_ContentInfo *cms = CMS_encrypt(NULL, NULL, EVP_aes_256_gcm(), CMS_PARTIAL);
    int length = 0;
    *sealed = NULL;
    if (recipient && end == certificate + certificate_count && input && cms &&
        strengthen(CMS_add1_recipient_cert(cms, recipient, CMS_KEY_PARAM)) &&
        CMS_final(cms, input, NULL, CMS_BINARY) == 1)
        length = i2d_CMS_ContentInfo(cms, sealed);
    CMS_ContentInfo_free(cms);
    BIO_free(input);
    X509_free(recipient);
    return (size_t)result(length > 0 ? length : 0);
}

void cms_free(uint8_t *bytes) { OPENSSL_free(bytes); }

long cms_open(const uint8_t *sealed, size_t count, const uint8_t *key, size_t key_count,
              uint8_t **text) {
    const uint8_t *end = sealed;
    CMS_ContentInfo *cms = d2i_CMS_ContentInfo(NULL, &end, (long)count);
    BIO *pem = key_count <= INT_MAX ? BIO_new_mem_buf(key, (int)key_count) : NULL;
    EVP_PKEY *private = pem ? PEM_read_bio_PrivateKey(pem, NULL, NULL, NULL) : NULL;
    BIO *output = BIO_new(BIO_s_mem());
    long length = -1;
    *text = NULL;
    if (cms && private && output &&
        CMS_decrypt(cms, private, NULL, NULL, output, CMS_BINARY) == 1) {
        char *opened = NULL;
        long opened_count = BIO_get_mem_data(output, &opened);
        *text = OPENSSL_malloc((size_t)opened_count + 1);
        if (*text) {
            memcpy(*text, opened, (size_t)opened_count);
            length = opened_count;
            OPENSSL_cleanse(opened, (size_t)opened_count);
        }
    }
    EVP_PKEY_free(private);
    BIO_free(pem);
    BIO_free(output);
    CMS_ContentInfo_free(cms);
    if (length < 0) ERR_clear_error();
    return length;
}
