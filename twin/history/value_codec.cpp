#include "twin/history/value_codec.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <optional>

namespace twin::history {

namespace {

constexpr int kLeastExponent = -9;
constexpr int kMostExponent = 12;
constexpr double kMostWhole = 9007199254740992.0; // 2^53: beyond it doubles skip whole numbers

constexpr std::array<double, 13> kPowers{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12};

double powerOfTen(int exponent)
{
    return kPowers[static_cast<std::size_t>(std::abs(exponent))];
}

/// The value of whole number `n` at `exponent` decimal places; a negative exponent counts trailing zeros.
double fromWhole(double n, int exponent, bool asFloat)
{
    // Division, not multiplication by 0.001: it gives the double nearest to the decimal.
    const double value = exponent >= 0 ? n / powerOfTen(exponent) : n * powerOfTen(exponent);
    return asFloat ? static_cast<double>(static_cast<float>(value)) : value;
}

bool toWhole(double value, int exponent, bool asFloat, std::int64_t& out)
{
    const double scaled = exponent >= 0 ? value * powerOfTen(exponent) : value / powerOfTen(exponent);
    if (!(std::abs(scaled) <= kMostWhole)) {
        return false;
    }
    out = static_cast<std::int64_t>(std::nearbyint(scaled));
    // The bits: minus zero is not zero.
    return std::bit_cast<std::uint64_t>(fromWhole(static_cast<double>(out), exponent, asFloat)) ==
           std::bit_cast<std::uint64_t>(value);
}

/// All values as whole numbers at the least exponent that fits them all.
std::optional<int> allWhole(std::span<const double> values, bool asFloat, std::vector<std::int64_t>& out)
{
    int exponent = kLeastExponent;
    out.resize(values.size());
    std::size_t done = 0; // values that fit the present exponent
    for (std::size_t i = 0; done < values.size(); i = (i + 1) % values.size()) {
        if (toWhole(values[i], exponent, asFloat, out[i])) {
            ++done;
            continue;
        }
        if (++exponent > kMostExponent) {
            return std::nullopt;
        }
        done = 0;
        i = i == 0 ? values.size() - 1 : i - 1; // the same once more
    }
    return exponent;
}

void difference(std::vector<std::int64_t>& numbers)
{
    std::int64_t before = 0;
    for (std::int64_t& number : numbers) {
        const std::int64_t next = number;
        number = wrapSub(next, before);
        before = next;
    }
}

std::uint64_t bitsOf(const std::vector<std::int64_t>& numbers)
{
    std::uint64_t sum = 0;
    for (const std::int64_t number : numbers) {
        sum += static_cast<std::uint64_t>(std::bit_width(zigzag(number)));
    }
    return sum;
}

std::uint8_t bytesFor(std::uint64_t largest)
{
    return static_cast<std::uint8_t>((std::bit_width(largest) + 7) / 8);
}

void writePlanes(std::span<const std::uint64_t> numbers, std::uint8_t width, Planes& planes)
{
    for (std::size_t plane = 0; plane < width; ++plane) {
        std::string& to = planes[plane];
        const std::size_t at = to.size();
        to.resize(at + numbers.size());
        for (std::size_t i = 0; i < numbers.size(); ++i) {
            to[at + i] = static_cast<char>(numbers[i] >> (plane * 8));
        }
    }
}

/// Numbers become multiples of their step above the first.
std::uint64_t takeStep(std::vector<std::int64_t>& numbers)
{
    const std::int64_t first = numbers.front();
    std::int64_t step = 0;
    for (const std::int64_t number : numbers) {
        step = std::gcd(step, number - first);
        if (step == 1) {
            break;
        }
    }
    step = std::max<std::int64_t>(step, 1);
    for (std::int64_t& number : numbers) {
        number = (number - first) / step;
    }
    return static_cast<std::uint64_t>(step);
}

/// The order of differencing that leaves the fewest bits; `numbers` is differenced by it.
std::uint8_t takeBestOrder(std::vector<std::int64_t>& numbers)
{
    std::array<std::vector<std::int64_t>, 3> orders{numbers, {}, {}};
    std::uint8_t best = 0;
    std::uint64_t least = bitsOf(numbers);
    for (std::uint8_t order = 1; order < 3; ++order) {
        orders[order] = orders[order - 1U];
        difference(orders[order]);
        if (const std::uint64_t bits = bitsOf(orders[order]); bits < least) {
            least = bits;
            best = order;
        }
    }
    numbers.swap(orders[best]);
    return best;
}

void writeForm(const ValueForm& form, ByteWriter& head)
{
    head.byte(static_cast<std::uint8_t>(static_cast<unsigned>(form.kind) | unsigned{form.width} << 2U |
                                        unsigned{form.order} << 6U));
    if (form.kind == ValueForm::Kind::Constant) {
        head.fixed64(form.first);
    } else if (form.kind != ValueForm::Kind::Xor) {
        head.signedVarint(form.exponent);
        head.varint(form.first);
        head.varint(form.step);
    }
}

void encodeWhole(std::vector<std::int64_t> numbers, ValueForm form, ByteWriter& head, Planes& planes)
{
    form.first = zigzag(numbers.front());
    form.step = takeStep(numbers);
    form.order = takeBestOrder(numbers);
    std::vector<std::uint64_t> folded;
    folded.reserve(numbers.size());
    std::uint64_t largest = 0;
    for (const std::int64_t number : numbers) {
        folded.push_back(zigzag(number));
        largest = std::max(largest, folded.back());
    }
    form.width = bytesFor(largest);
    writeForm(form, head);
    writePlanes(folded, form.width, planes);
}

void encodeXor(std::span<const double> values, ByteWriter& head, Planes& planes)
{
    std::vector<std::uint64_t> numbers;
    numbers.reserve(values.size());
    std::uint64_t before = 0;
    for (const double value : values) {
        const auto bits = std::bit_cast<std::uint64_t>(value);
        numbers.push_back(bits ^ before);
        before = bits;
    }
    ValueForm form;
    form.kind = ValueForm::Kind::Xor;
    form.width = 8;
    writeForm(form, head);
    writePlanes(numbers, form.width, planes);
}

std::uint64_t numberAt(const Planes& planes, const std::array<std::size_t, 8>& offsets, std::uint8_t width,
                       std::size_t i)
{
    std::uint64_t number = 0;
    for (std::size_t plane = 0; plane < width; ++plane) {
        number |= static_cast<std::uint64_t>(static_cast<std::uint8_t>(planes[plane][offsets[plane] + i]))
                  << (plane * 8);
    }
    return number;
}

} // namespace

void encodeValues(std::span<const double> values, ByteWriter& head, Planes& planes)
{
    const auto bits = [](double value) {
        return std::bit_cast<std::uint64_t>(value);
    };
    ValueForm form;
    if (values.empty() ||
        std::ranges::all_of(values, [&](double value) { return bits(value) == bits(values.front()); })) {
        form.first = values.empty() ? 0 : bits(values.front());
        writeForm(form, head);
        return;
    }
    std::vector<std::int64_t> numbers;
    for (const bool asFloat : {false, true}) {
        if (const auto exponent = allWhole(values, asFloat, numbers)) {
            form.kind = asFloat ? ValueForm::Kind::FloatDecimal : ValueForm::Kind::Decimal;
            form.exponent = *exponent;
            encodeWhole(std::move(numbers), form, head, planes);
            return;
        }
    }
    encodeXor(values, head, planes);
}

Result<ValueForm> readValueForm(ByteReader& head)
{
    ValueForm form;
    const unsigned packedForm = head.byte();
    form.kind = static_cast<ValueForm::Kind>(packedForm & 3U);
    form.width = static_cast<std::uint8_t>((packedForm >> 2U) & 15U);
    form.order = static_cast<std::uint8_t>(packedForm >> 6U);
    bool good = form.width <= 8 && form.order < 3;
    if (form.kind == ValueForm::Kind::Constant) {
        form.first = head.fixed64();
        good = good && form.width == 0;
    } else if (form.kind == ValueForm::Kind::Xor) {
        good = good && form.width == 8;
    } else {
        const std::int64_t exponent = head.signedVarint();
        form.first = head.varint();
        form.step = head.varint();
        good = good && exponent >= kLeastExponent && exponent <= kMostExponent;
        form.exponent = good ? static_cast<int>(exponent) : 0;
    }
    if (!good || head.failed()) {
        return failure(ErrorCode::BadInput, "a block's values are in no known form");
    }
    return form;
}

void decodeValues(const ValueForm& form, const Planes& planes, const std::array<std::size_t, 8>& offsets,
                  std::size_t count, std::vector<double>& out)
{
    out.resize(count);
    if (form.kind == ValueForm::Kind::Constant) {
        std::ranges::fill(out, std::bit_cast<double>(form.first));
        return;
    }
    if (form.kind == ValueForm::Kind::Xor) {
        std::uint64_t bits = 0;
        for (std::size_t i = 0; i < count; ++i) {
            bits ^= numberAt(planes, offsets, form.width, i);
            out[i] = std::bit_cast<double>(bits);
        }
        return;
    }
    const bool asFloat = form.kind == ValueForm::Kind::FloatDecimal;
    const auto first = static_cast<std::uint64_t>(unzigzag(form.first));
    std::int64_t sums[2] = {0, 0};
    for (std::size_t i = 0; i < count; ++i) {
        std::int64_t number = unzigzag(numberAt(planes, offsets, form.width, i));
        for (std::uint8_t order = 0; order < form.order; ++order) {
            number = sums[order] = wrapAdd(sums[order], number);
        }
        const auto whole = static_cast<std::int64_t>(first + static_cast<std::uint64_t>(number) * form.step);
        out[i] = fromWhole(static_cast<double>(whole), form.exponent, asFloat);
    }
}

} // namespace twin::history
