#pragma once
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

// Wrappers of macros, which Swift cannot call.
static inline int openssl_set_minimum_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_min_proto_version(context, version);
}
static inline int openssl_set_maximum_version(SSL_CTX *context, int version) {
    return SSL_CTX_set_max_proto_version(context, version);
}
static inline void openssl_set_mode(SSL_CTX *context, long mode) { SSL_CTX_set_mode(context, mode); }
static inline void openssl_disable_session_cache(SSL_CTX *context) {
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
}
static inline int openssl_set_groups(SSL_CTX *context, const char *groups) {
    return SSL_CTX_set1_groups_list(context, groups);
}
static inline int openssl_add_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return SSL_CTX_add1_chain_cert(context, certificate);
}
static inline int openssl_name_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }
static inline GENERAL_NAME *openssl_name(const GENERAL_NAMES *names, int index) {
    return sk_GENERAL_NAME_value(names, index);
}
static inline int openssl_reason(unsigned long error) { return ERR_GET_REASON(error); }

static const uint64_t openssl_no_renegotiation = SSL_OP_NO_RENEGOTIATION;
static const uint64_t openssl_no_compression = SSL_OP_NO_COMPRESSION;
static const uint64_t openssl_prefer_server_ciphers = SSL_OP_CIPHER_SERVER_PREFERENCE;
static const uint64_t openssl_no_ticket = SSL_OP_NO_TICKET;

// Called for the password of an encrypted key file: there is none, and nobody is at a terminal.
static inline int openssl_no_password(char *bytes, int count, int writing, void *context) { return -1; }

static inline EVP_PKEY *openssl_read_private_key(const void *bytes, int count) {
    BIO *bio = BIO_new_mem_buf(bytes, count);
    if (!bio) return NULL;
    EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, openssl_no_password, NULL);
    BIO_free(bio);
    ERR_clear_error();
    return key;
}
