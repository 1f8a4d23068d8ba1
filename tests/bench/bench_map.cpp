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
#include <iostream>
#include <numbers>

namespace {

using nlohmann::ordered_json;

double percentile(std::vector<double> values, double part)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
}

ordered_json summary(const std::vector<double>& values)
{
    return {{"median_ms", percentile(values, 0.5)},
            {"p99_ms", percentile(values, 0.99)},
            {"max_ms", percentile(values, 1)},
            {"frames", values.size()}};
}

double milliseconds(const QElapsedTimer& timer)
{
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
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

/// Redraws with new values each time, as telemetry does; `moving`: also panned, so the basemap is redrawn as often
/// as panning needs it.
ordered_json measureRedraw(const views::Theme& theme, const mapscene::NationOptions& options, QSize size, int frames,
                           bool moving)
{
    const auto scene = mapscene::nation(options);
    views::MapRequest request = requestFor(theme, scene, size, moving ? 128 : 0);
    views::MapPainter painter;
    views::MapPicture picture;
    painter.draw(request, picture);
    std::vector<double> times;
    for (int i = 0; i < frames; ++i) {
        if (moving) {
            request.view = request.view.panned({23, 7});
        }
        QElapsedTimer timer;
        timer.start();
        painter.draw(request, picture);
        times.push_back(milliseconds(timer));
        if (i % 60 == 59) {
            request.view = requestFor(theme, scene, size, 0).view;
        }
    }
    ordered_json out = summary(times);
    out["pools"] = options.pools;
    out["links_drawn"] = picture.items.links.size();
    return out;
}

void sendMouse(QWidget& widget, QEvent::Type type, QPointF at, Qt::MouseButtons buttons)
{
    QMouseEvent event(type, at, widget.mapToGlobal(at),
                      type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton, buttons, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

/// Everything the GUI thread does for one frame: the move, taking the picture, the paint; the worker stays busy.
ordered_json measurePanning(views::Theme& theme, QSize size, int frames)
{
    models::Selection selection;
    views::MapWidget map(theme, selection);
    map.resize(size);
    map.setScene(mapscene::nation({}));
    map.show();
    QApplication::processEvents();
    (void)map.grabImage();
    std::vector<double> paints;
    std::vector<double> turns;
    const QPointF middle(size.width() / 2.0, size.height() / 2.0);
    sendMouse(map, QEvent::MouseButtonPress, middle, Qt::LeftButton);
    for (int i = 0; i < frames; ++i) {
        const double turn = 2 * std::numbers::pi * i / 120;
        QElapsedTimer timer;
        timer.start();
        sendMouse(map, QEvent::MouseMove, middle + QPointF(std::round(300 * std::sin(turn)), std::round(200 * std::sin(2 * turn))), Qt::LeftButton);
        QApplication::processEvents();
        turns.push_back(milliseconds(timer));
        paints.push_back(map.stats().lastPaint_ms);
        const double left_ms = 16 - milliseconds(timer);
        if (left_ms > 0) {
            QThread::usleep(static_cast<unsigned long>(left_ms * 1000));
        }
    }
    sendMouse(map, QEvent::MouseButtonRelease, middle, Qt::NoButton);
    return {{"paint", summary(paints)},
            {"whole_turn", summary(turns)},
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
        const QString name = QStringLiteral("%1/map-%2x%3-%4").arg(folder).arg(size.width()).arg(size.height()).arg(
            variant == views::Theme::Variant::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
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
    const ordered_json out{{"size", {size.width(), size.height()}},
                           {"redraw_499_pools_2000_links", measureRedraw(theme, crowded, size, frames, false)},
                           {"redraw_national", measureRedraw(theme, national, size, frames, false)},
                           {"redraw_national_panning", measureRedraw(theme, national, size, frames, true)},
                           {"redraw_50000_pools", measureRedraw(theme, huge, size, std::min(frames, 60), false)},
                           {"gui_thread_panning", measurePanning(theme, size, frames)}};
    std::cout << out.dump(2) << '\n';
    return 0;
}
