#include "twin/support/rng.h"

#include <cmath>
#include <numbers>

namespace twin {

namespace {

constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15ULL;

std::uint64_t mix(std::uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

std::uint64_t hashName(std::string_view text)
{
    std::uint64_t h = 0xCBF29CE484222325ULL; // FNV-1a
    for (const char c : text) {
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    return h;
}

} // namespace

Rng::Rng(std::uint64_t seed, std::string_view purpose, std::uint64_t instance)
    : m_key(mix(mix(seed + kGolden) ^ mix(hashName(purpose)) ^ mix(instance * kGolden + 1)))
{}

std::uint64_t Rng::next()
{
    return mix(m_key + kGolden * ++m_counter);
}

double Rng::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

std::uint64_t Rng::below(std::uint64_t bound)
{
    // Lemire 2019 with rejection.
    const std::uint64_t threshold = (0 - bound) % bound;
    for (;;) {
        __extension__ using Wide = unsigned __int128;
        const Wide product = static_cast<Wide>(next()) * bound;
        if (static_cast<std::uint64_t>(product) >= threshold) {
            return static_cast<std::uint64_t>(product >> 64);
        }
    }
}

double Rng::normal()
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Rng::lognormal(double median, double sigma)
{
    return median * std::exp(sigma * normal());
}

double Rng::exponential(double mean)
{
    return -mean * std::log(1.0 - uniform());
}

double Rng::gamma(double shape)
{
    const double d = shape - 1.0 / 3.0;
    const double c = 1.0 / std::sqrt(9.0 * d);
    for (;;) {
        const double x = normal();
        const double v = std::pow(1.0 + c * x, 3);
        if (v > 0.0 && std::log(1.0 - uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

double Rng::beta(double a, double b)
{
    const double x = gamma(a);
    return x / (x + gamma(b));
}

} // namespace twin
