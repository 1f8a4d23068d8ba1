// What the map costs: the worker's redraw and the GUI thread's paint while panning. Prints JSON.
//   QT_QPA_PLATFORM=offscreen bench_map [--frames N] [--size WxH] [--pictures DIR]
#include "models/selection/selection.h"
#include "tests/views/map/map_test_scene.h"
#include "views/map/map_painter.h"
#include "views/map/map_widget.h"
#include "views/theme/theme.h"

#include <nlohmann/json.hpp>

#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <iostream>
#include <numbers>

namespace {

using nlohmann::ordered_json;

double percentile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

/// Wall and processor time of one thread: on a busy machine only the second says what the work costs.
class Stopwatch
{
  public:
    Stopwatch() { m_wall.start(); }

    [[nodiscard]] double wall_ms() const { return static_cast<double>(m_wall.nsecsElapsed()) * 1e-6; }

    [[nodiscard]] double cpu_ms() const { return cpuNow_ms() - m_cpu_ms; }

  private:
    static double cpuNow_ms()
    {
        timespec now{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
        return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) * 1e-6;
    }

    QElapsedTimer m_wall;
    double m_cpu_ms = cpuNow_ms();
};

struct Times
{
    std::vector<double> wall;
    std::vector<double> cpu;

    void add(const Stopwatch& watch)
    {
        wall.push_back(watch.wall_ms());
        cpu.push_back(watch.cpu_ms());
    }
};

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

ordered_json summary(const Times& times)
{
    return {{"median_ms", rounded(percentile(times.wall, 0.5))},
            {"p99_ms", rounded(percentile(times.wall, 0.99))},
            {"cpu_median_ms", rounded(percentile(times.cpu, 0.5))},
            {"cpu_p99_ms", rounded(percentile(times.cpu, 0.99))},
            {"frames", times.wall.size()}};
}

views::MapRequest requestFor(const views::Theme& theme, models::MapScenePtr scene, QSize size, double margin)
{
    views::MapRequest request;
    request.scene = std::move(scene);
    request.basemap = views::defaultBasemap();
    request.projection = views::Projection::china();
    request.view.size = size;
    request.view = request.view.fitted(request.projection.toPlane(request.basemap->mainFrame), {});
    request.margin_px = margin;
    request.tokens = theme.tokens();
    request.font = QApplication::font();
    return request;
}

/// Redraws with new values each time, as telemetry does; `moving`: also panned, so the basemap is redrawn as
/// often as panning needs it.
ordered_json measureRedraw(const views::Theme& theme, const mapscene::NationOptions& options, QSize size,
                           int frames, bool moving)
{
    const auto scene = mapscene::nation(options);
    views::MapRequest request = requestFor(theme, scene, size, moving ? 128 : 0);
    const views::Viewport home = request.view;
    views::MapPainter painter;
    views::MapPicture picture;
    painter.draw(request, picture);
    const double base_ms = picture.base_ms; // once per zoom step, or after a long way of panning
    Times times;
    for (int i = 0; i < frames; ++i) {
        if (moving) {
            request.view = request.view.panned({23, 7});
        }
        const Stopwatch watch;
        painter.draw(request, picture);
        times.add(watch);
        if (i % 30 == 29) {
            request.view = home;
        }
    }
    ordered_json out = summary(times);
    out["pools"] = options.pools;
    out["links_drawn"] = picture.items.links.size();
    out["basemap_ms"] = rounded(base_ms);
    return out;
}

/// A scenario that changes every fourth link and pool a little, cuts a dozen and moves a dozen jobs.
models::MapDifferencePtr differenceOf(const models::MapScene& scene)
{
    auto out = std::make_shared<models::MapDifference>();
    out->full = 0.5F;
    out->rowOfLink.assign(scene.links.size(), models::kNoDifference);
    out->rowOfPool.assign(scene.pools.size(), models::kNoDifference);
    for (std::uint32_t i = 0; i < scene.links.size(); i += 4) {
        out->rowOfLink[i] = static_cast<std::uint32_t>(out->links.size());
        const float by = static_cast<float>(i % 100) / 100 - 0.5F;
        out->links.push_back({i, by, -by, i % 160 == 0 ? models::PlanMark::Failed : models::PlanMark::None});
    }
    for (std::uint32_t i = 0; i < scene.pools.size(); i += 4) {
        out->rowOfPool[i] = static_cast<std::uint32_t>(out->pools.size());
        out->pools.push_back({i, -0.2F, 0.3F, models::PlanMark::None});
    }
    for (std::uint32_t i = 0; i < 12; ++i) {
        const models::MapLink& link = scene.links[i * 16];
        out->places.push_back({link.a, models::PlanMark::Failed, true, {link.a, link.b}});
        out->moves.push_back({"J", link.a, link.b, 8});
    }
    return out;
}

/// The same picture without and with a scenario's difference over it, in turn, so that other jobs of the
/// machine weigh on both alike.
ordered_json measureDifference(const views::Theme& theme, const mapscene::NationOptions& options, QSize size,
                               int frames)
{
    const auto without = mapscene::nation(options);
    const auto with = mapscene::nation(options);
    with->difference = differenceOf(*with);
    views::MapRequest request = requestFor(theme, without, size, 0);
    views::MapPainter painter;
    views::MapPicture picture;
    painter.draw(request, picture);
    Times plain;
    Times changed;
    for (int i = 0; i < frames; ++i) {
        for (const auto& [scene, times] : {std::pair(without, &plain), std::pair(with, &changed)}) {
            request.scene = scene;
            const Stopwatch watch;
            painter.draw(request, picture);
            times->add(watch);
        }
    }
    return {{"without", summary(plain)},
            {"with", summary(changed)},
            {"links_drawn", picture.items.links.size()},
            {"links_differ", with->difference->links.size()},
            {"pools_differ", with->difference->pools.size()}};
}

void sendMouse(QWidget& widget, QEvent::Type type, QPointF at, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, at, widget.mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

/// Everything the GUI thread does for one frame: the move, taking the picture, the paint; the worker stays
/// busy.
ordered_json measurePanning(views::Theme& theme, QSize size, int frames)
{
    models::Selection selection;
    views::MapWidget map(theme, selection);
    map.resize(size);
    map.setScene(mapscene::nation({}));
    map.show();
    QApplication::processEvents();
    (void)map.grabImage();
    Times turns;
    std::vector<double> paints;
    const QPointF middle(size.width() / 2.0, size.height() / 2.0);
    sendMouse(map, QEvent::MouseButtonPress, middle, Qt::LeftButton);
    for (int i = 0; i < frames; ++i) {
        const double turn = 2 * std::numbers::pi * i / 120;
        const Stopwatch watch;
        sendMouse(map, QEvent::MouseMove,
                  middle + QPointF(std::round(300 * std::sin(turn)), std::round(200 * std::sin(2 * turn))),
                  Qt::LeftButton);
        QApplication::processEvents();
        turns.add(watch);
        paints.push_back(map.stats().lastPaint_ms);
        const double left_ms = 16 - watch.wall_ms();
        if (left_ms > 0) {
            QThread::usleep(static_cast<unsigned long>(left_ms * 1000));
        }
    }
    sendMouse(map, QEvent::MouseButtonRelease, middle, Qt::NoButton);
    return {{"whole_turn", summary(turns)},
            {"paint_median_ms", rounded(percentile(paints, 0.5))},
            {"paint_p99_ms", rounded(percentile(paints, 0.99))},
            {"pictures_shown", map.stats().framesDrawn}};
}

void writePictures(views::Theme& theme, QSize size, const QString& folder)
{
    models::Selection selection;
    for (const auto variant : {views::Theme::Variant::Dark, views::Theme::Variant::Light}) {
        theme.setVariant(variant);
        views::MapWidget map(theme, selection);
        map.setChinese(variant == views::Theme::Variant::Dark);
        map.resize(size);
        map.setScene(mapscene::nation({}));
        map.show();
        const QString name = QStringLiteral("%1/map-%2x%3-%4")
                                 .arg(folder)
                                 .arg(size.width())
                                 .arg(size.height())
                                 .arg(variant == views::Theme::Variant::Dark ? QStringLiteral("dark")
                                                                             : QStringLiteral("light"));
        map.grabImage().save(name + QStringLiteral(".png"));
        map.zoomBy(5);
        map.grabImage().save(name + QStringLiteral("-near.png"));
    }
}

QSize sizeFrom(const QString& text)
{
    const QStringList parts = text.split(u'x');
    return parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize(1920, 1080);
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addOptions({{QStringLiteral("frames"), {}, QStringLiteral("N"), QStringLiteral("300")},
                       {QStringLiteral("size"), {}, QStringLiteral("WxH"), QStringLiteral("1920x1080")},
                       {QStringLiteral("pictures"), {}, QStringLiteral("DIR")}});
    parser.process(app);
    const int frames = std::max(2, parser.value(QStringLiteral("frames")).toInt());
    const QSize size = sizeFrom(parser.value(QStringLiteral("size")));
    views::Theme theme;
    if (parser.isSet(QStringLiteral("pictures"))) {
        writePictures(theme, size, parser.value(QStringLiteral("pictures")));
        return 0;
    }
    const mapscene::NationOptions national;
    const mapscene::NationOptions crowded{.backboneLinks = 2000, .accessLinks = false};
    const mapscene::NationOptions huge{.pools = 50'000, .backboneLinks = 2000, .accessLinks = false};
    const ordered_json out{
        {"size", {size.width(), size.height()}},
        {"redraw_499_pools_2000_links", measureRedraw(theme, crowded, size, frames, false)},
        {"difference_499_pools_2000_links", measureDifference(theme, crowded, size, frames)},
        {"redraw_national", measureRedraw(theme, national, size, frames, false)},
        {"redraw_national_panning", measureRedraw(theme, national, size, frames, true)},
        {"redraw_50000_pools", measureRedraw(theme, huge, size, std::min(frames, 60), false)},
        {"gui_thread_panning", measurePanning(theme, size, frames)}};
    std::cout << out.dump(2) << '\n';
    return 0;
}
