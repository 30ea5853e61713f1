import QtQuick
import Station.Controls
import Station.Models

// Đến, đi, đã ghi nhận, bàn hỗ trợ, từ chối, chưa ghi nhận: one layout, its words from the station.
ResultLayout {
    id: page

    required property StationViewModel station

    viewModel: station.result
    header: station.header
    feed: station.preview
    language: station.language
    deciding: station.deciding
    onTouched: page.station.touch()
}
