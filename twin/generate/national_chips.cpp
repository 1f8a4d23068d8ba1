#include "twin/generate/national_chips.h"

namespace twin::generate {

namespace {

constexpr std::uint64_t kGiB = 1ULL << 30U;

/// In the order of Precision: fp64, fp32, tf32, bf16, fp16, fp8, int8; TFLOPS.
constexpr GflopsByPrecision tflops(std::uint64_t fp64, std::uint64_t fp32, std::uint64_t tf32,
                                   std::uint64_t bf16, std::uint64_t fp16, std::uint64_t fp8,
                                   std::uint64_t int8)
{
    return {{fp64 * 1000, fp32 * 1000, tf32 * 1000, bf16 * 1000, fp16 * 1000, fp8 * 1000, int8 * 1000}};
}

// Super and general pools declare no FP16: the national FP16 figure counts intelligent pools only.
constexpr ChipClass kChips[] = {
    {"NPU-320", "N", "npu", tflops(0, 80, 0, 320, 320, 0, 640), 64 * kGiB, 400, 110'000, 0.34},
    {"GPU-312", "G", "gpu", tflops(10, 20, 156, 312, 312, 0, 624), 80 * kGiB, 400, 95'000, 0.16},
    {"GPU-989", "G", "gpu", tflops(34, 67, 494, 989, 989, 1979, 1979), 80 * kGiB, 700, 240'000, 0.12},
    {"DCU-200", "D", "dcu", tflops(25, 50, 0, 200, 200, 0, 400), 64 * kGiB, 350, 80'000, 0.12},
    {"NPU-376", "N", "npu", tflops(0, 94, 0, 376, 376, 0, 752), 64 * kGiB, 450, 125'000, 0.10},
    {"GPU-148", "H", "gpu", tflops(0, 37, 74, 148, 148, 0, 296), 96 * kGiB, 400, 85'000, 0.08},
    {"GPU-165", "G", "gpu", tflops(1, 83, 83, 165, 165, 330, 661), 24 * kGiB, 450, 18'000, 0.08},
    {"CPU-64C", "C", "cpu", tflops(3, 6, 0, 0, 0, 0, 0), 512 * kGiB, 350, 45'000, 0},
    {"HPC-24", "D", "dcu", tflops(24, 48, 0, 0, 0, 0, 0), 64 * kGiB, 400, 90'000, 0},
};

} // namespace

std::span<const ChipClass> chipClasses()
{
    return kChips;
}

} // namespace twin::generate
