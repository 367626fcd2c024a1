#include "textflag.h"

DATA order<>+0(SB)/4, $0
DATA order<>+4(SB)/4, $4
DATA order<>+8(SB)/4, $1
DATA order<>+12(SB)/4, $5
DATA order<>+16(SB)/4, $2
DATA order<>+20(SB)/4, $6
DATA order<>+24(SB)/4, $3
DATA order<>+28(SB)/4, $7
GLOBL order<>(SB), RODATA|NOPTR, $32

DATA shift<>+0(SB)/4, $127
GLOBL shift<>(SB), RODATA|NOPTR, $4

#define QUANTIZE8(addr, reg) \
	VMULPS addr, Y12, reg; \
	VCVTPS2DQ reg, reg; \
	VPMAXSD Y13, reg, reg; \
	VPMINSD Y14, reg, reg; \
	VPADDD Y14, reg, reg

// func quantizeAVX2(dst *uint8, x *float32, n int, q float32, low int32)
// n is a multiple of 32, not 0.
TEXT ·quantizeAVX2(SB), NOSPLIT, $0-32
	MOVQ dst+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ n+16(FP), CX
	VBROADCASTSS q+24(FP), Y12
	MOVL low+28(FP), AX
	VMOVD AX, X13
	VPBROADCASTD X13, Y13
	VPBROADCASTD shift<>(SB), Y14
	VMOVDQU order<>(SB), Y15

quantize32:
	QUANTIZE8((SI), Y0)
	QUANTIZE8(32(SI), Y1)
	QUANTIZE8(64(SI), Y2)
	QUANTIZE8(96(SI), Y3)
	VPACKSSDW Y1, Y0, Y0
	VPACKSSDW Y3, Y2, Y2
	VPACKUSWB Y2, Y0, Y0
	VPERMD Y0, Y15, Y0
	VMOVDQU Y0, (DI)
	ADDQ $128, SI
	ADDQ $32, DI
	SUBQ $32, CX
	JNZ  quantize32
	VZEROUPPER
	RET

// func combineAVX2(dst *float32, columns int, a *float32, rows int, b *float32, stride int)
// columns is a multiple of 8; columns and rows are not 0.
TEXT ·combineAVX2(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ columns+8(FP), CX
	MOVQ a+16(FP), SI
	MOVQ rows+24(FP), R8
	MOVQ b+32(FP), DX
	MOVQ stride+40(FP), R9
	SHLQ $2, R9

columns32:
	CMPQ CX, $32
	JLT  columns8
	VXORPS Y0, Y0, Y0
	VXORPS Y1, Y1, Y1
	VXORPS Y2, Y2, Y2
	VXORPS Y3, Y3, Y3
	MOVQ DX, BX
	MOVQ SI, R10
	MOVQ R8, R11

rows32:
	VBROADCASTSS (R10), Y4
	VMULPS (BX), Y4, Y5
	VMULPS 32(BX), Y4, Y6
	VMULPS 64(BX), Y4, Y7
	VMULPS 96(BX), Y4, Y8
	VADDPS Y5, Y0, Y0
	VADDPS Y6, Y1, Y1
	VADDPS Y7, Y2, Y2
	VADDPS Y8, Y3, Y3
	ADDQ $4, R10
	ADDQ R9, BX
	DECQ R11
	JNZ  rows32
	VMOVUPS Y0, (DI)
	VMOVUPS Y1, 32(DI)
	VMOVUPS Y2, 64(DI)
	VMOVUPS Y3, 96(DI)
	ADDQ $128, DI
	ADDQ $128, DX
	SUBQ $32, CX
	JMP  columns32

columns8:
	TESTQ CX, CX
	JZ    done
	VXORPS Y0, Y0, Y0
	MOVQ DX, BX
	MOVQ SI, R10
	MOVQ R8, R11

rows8:
	VBROADCASTSS (R10), Y4
	VMULPS (BX), Y4, Y5
	VADDPS Y5, Y0, Y0
	ADDQ $4, R10
	ADDQ R9, BX
	DECQ R11
	JNZ  rows8
	VMOVUPS Y0, (DI)
	ADDQ $32, DI
	ADDQ $32, DX
	SUBQ $8, CX
	JMP  columns8

done:
	VZEROUPPER
	RET
