#include "twin/support/digest.h"

#include "twin/support/sha256.h"

#include <openssl/evp.h>

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace twin {

struct Digest::Context
{
    EVP_MD_CTX* md = EVP_MD_CTX_new();

    Context() { EVP_DigestInit_ex(md, EVP_sha256(), nullptr); }

    ~Context() { EVP_MD_CTX_free(md); }

    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;
};

Digest::Digest()
    : m_context(std::make_unique<Context>())
{}

Digest::~Digest() = default;
Digest::Digest(Digest&&) noexcept = default;
Digest& Digest::operator=(Digest&&) noexcept = default;

void Digest::add(std::uint64_t value)
{
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<unsigned char>(value >> (8 * i));
    }
    EVP_DigestUpdate(m_context->md, bytes.data(), bytes.size());
}

void Digest::add(std::string_view text)
{
    add(static_cast<std::uint64_t>(text.size()));
    EVP_DigestUpdate(m_context->md, text.data(), text.size());
}

void Digest::add(double value)
{
    const double one = std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value + 0.0;
    add(std::bit_cast<std::uint64_t>(one));
}

void Digest::add(std::span<const double> values)
{
    add(static_cast<std::uint64_t>(values.size()));
    for (const double value : values) {
        add(value);
    }
}

std::string Digest::finish()
{
    std::array<unsigned char, 32> digest{};
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context->md, digest.data(), &size);
    EVP_DigestInit_ex(m_context->md, EVP_sha256(), nullptr);
    return hexText(std::as_bytes(std::span(digest)));
}

} // namespace twin
