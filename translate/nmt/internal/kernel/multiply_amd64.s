#include "textflag.h"

// Both functions walk the matrix block by block (16 columns, 64 bytes per
// group of four rows), and for each block all rows of activations, several
// at a time, so that a block is read from memory once.
//
// Registers: DI dst, SI a, DX block, CX k, R8 rows, R9 blocks left,
// R10 bias, R11 bytes in a row of dst. For each block: R12 rows left,
// R13 activations, BX and AX further rows of them, R15 dst, R14 the offset
// within the block, counted up to zero from -16·k behind the block's end.

DATA ones<>+0(SB)/8, $0x0001000100010001
DATA ones<>+8(SB)/8, $0x0001000100010001
DATA ones<>+16(SB)/8, $0x0001000100010001
DATA ones<>+24(SB)/8, $0x0001000100010001
GLOBL ones<>(SB), RODATA|NOPTR, $32

#define LOADARGS \
	MOVQ dst+0(FP), DI; \
	MOVQ a+8(FP), SI; \
	MOVQ k+16(FP), CX; \
	MOVQ rows+24(FP), R8; \
	MOVQ b+32(FP), DX; \
	MOVQ blocks+40(FP), R9; \
	MOVQ bias+56(FP), R10; \
	MOVQ R9, R11; \
	SHLQ $6, R11

// One row by 16 columns: two registers of sums.
#define ROW2(addr, lo, hi) \
	VPBROADCASTD addr, Y10; \
	VPMADDUBSW Y8, Y10, Y11; \
	VPMADDUBSW Y9, Y10, Y12; \
	VPMADDWD Y15, Y11, Y11; \
	VPMADDWD Y15, Y12, Y12; \
	VPADDD Y11, lo, lo; \
	VPADDD Y12, hi, hi

#define STORE2(lo, hi) \
	VCVTDQ2PS lo, lo; \
	VCVTDQ2PS hi, hi; \
	VMULPS Y14, lo, lo; \
	VMULPS Y14, hi, hi; \
	VADDPS (R10), lo, lo; \
	VADDPS 32(R10), hi, hi; \
	VMOVUPS lo, (R15); \
	VMOVUPS hi, 32(R15); \
	ADDQ R11, R15

// func multiplyAVX2(dst *float32, a *uint8, k, rows int, b *byte, blocks int, scale float32, bias *float32)
TEXT ·multiplyAVX2(SB), NOSPLIT, $0-64
	LOADARGS
	VBROADCASTSS scale+48(FP), Y14
	VMOVDQU ones<>(SB), Y15

block2:
	MOVQ R8, R12
	MOVQ SI, R13
	MOVQ DI, R15
	MOVQ CX, AX
	SHLQ $4, AX
	ADDQ AX, DX // the block's end

four2:
	CMPQ R12, $4
	JLT  one2
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
	LEAQ (R13)(CX*2), BX
	MOVQ CX, R14
	SHLQ $4, R14
	NEGQ R14

fourloop2:
	VMOVDQU (DX)(R14*1), Y8
	VMOVDQU 32(DX)(R14*1), Y9
	ROW2((R13), Y0, Y1)
	ROW2((R13)(CX*1), Y2, Y3)
	ROW2((BX), Y4, Y5)
	ROW2((BX)(CX*1), Y6, Y7)
	ADDQ $4, R13
	ADDQ $4, BX
	ADDQ $64, R14
	JNZ  fourloop2
	STORE2(Y0, Y1)
	STORE2(Y2, Y3)
	STORE2(Y4, Y5)
	STORE2(Y6, Y7)
	LEAQ (BX)(CX*1), R13 // behind three rows and the one just read
	SUBQ $4, R12
	JMP  four2

one2:
	TESTQ R12, R12
	JZ    next2
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	MOVQ CX, R14
	SHLQ $4, R14
	NEGQ R14

oneloop2:
	VMOVDQU (DX)(R14*1), Y8
	VMOVDQU 32(DX)(R14*1), Y9
	ROW2((R13), Y0, Y1)
	ADDQ $4, R13
	ADDQ $64, R14
	JNZ  oneloop2
	STORE2(Y0, Y1)
	DECQ R12
	JMP  one2

next2:
	ADDQ $64, DI
	ADDQ $64, R10
	DECQ R9
	JNZ  block2
	VZEROUPPER
	RET

// One row by 16 columns: one register of sums. VPDPWSSD with ones adds up
// pairs of int16 in int32, as VPMADDWD and VPADDD do.
#define ROW5(weights, addr, sum) \
	VPBROADCASTD addr, Z10; \
	VPMADDUBSW weights, Z10, Z10; \
	VPDPWSSD Z15, Z10, sum

#define STORE5(sum) \
	VCVTDQ2PS sum, sum; \
	VMULPS Z14, sum, sum; \
	VADDPS (R10), sum, sum; \
	VMOVUPS sum, (R15); \
	ADDQ R11, R15

// func multiplyAVX512(dst *float32, a *uint8, k, rows int, b *byte, blocks int, scale float32, bias *float32)
TEXT ·multiplyAVX512(SB), NOSPLIT, $0-64
	LOADARGS
	VBROADCASTSS scale+48(FP), Z14
	VBROADCASTI64X4 ones<>(SB), Z15

block5:
	MOVQ R8, R12
	MOVQ SI, R13
	MOVQ DI, R15
	MOVQ CX, AX
	SHLQ $4, AX
	ADDQ AX, DX // the block's end

eight5:
	CMPQ R12, $8
	JLT  one5
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	VPXORD Z4, Z4, Z4
	VPXORD Z5, Z5, Z5
	VPXORD Z6, Z6, Z6
	VPXORD Z7, Z7, Z7
	LEAQ (R13)(CX*2), BX
	ADDQ CX, BX          // three rows on
	LEAQ (BX)(CX*2), AX
	ADDQ CX, AX          // six rows on
	MOVQ CX, R14
	SHLQ $4, R14
	NEGQ R14

eightloop5:
	VMOVDQU32 (DX)(R14*1), Z8
	ROW5(Z8, (R13), Z0)
	ROW5(Z8, (R13)(CX*1), Z1)
	ROW5(Z8, (R13)(CX*2), Z2)
	ROW5(Z8, (BX), Z3)
	ROW5(Z8, (BX)(CX*1), Z4)
	ROW5(Z8, (BX)(CX*2), Z5)
	ROW5(Z8, (AX), Z6)
	ROW5(Z8, (AX)(CX*1), Z7)
	ADDQ $4, R13
	ADDQ $4, BX
	ADDQ $4, AX
	ADDQ $64, R14
	JNZ  eightloop5
	STORE5(Z0)
	STORE5(Z1)
	STORE5(Z2)
	STORE5(Z3)
	STORE5(Z4)
	STORE5(Z5)
	STORE5(Z6)
	STORE5(Z7)
	LEAQ (AX)(CX*1), R13 // behind seven rows and the one just read
	SUBQ $8, R12
	JMP  eight5

	// A row alone has four sums, of every fourth group each.
one5:
	TESTQ R12, R12
	JZ    next5
	VPXORD Z0, Z0, Z0
	VPXORD Z1, Z1, Z1
	VPXORD Z2, Z2, Z2
	VPXORD Z3, Z3, Z3
	MOVQ CX, R14
	SHLQ $4, R14
	NEGQ R14

oneloop5:
	VPBROADCASTD (R13), Z4
	VPBROADCASTD 4(R13), Z5
	VPBROADCASTD 8(R13), Z6
	VPBROADCASTD 12(R13), Z7
	VPMADDUBSW (DX)(R14*1), Z4, Z4
	VPMADDUBSW 64(DX)(R14*1), Z5, Z5
	VPMADDUBSW 128(DX)(R14*1), Z6, Z6
	VPMADDUBSW 192(DX)(R14*1), Z7, Z7
	VPDPWSSD Z15, Z4, Z0
	VPDPWSSD Z15, Z5, Z1
	VPDPWSSD Z15, Z6, Z2
	VPDPWSSD Z15, Z7, Z3
	ADDQ $16, R13
	ADDQ $256, R14
	JNZ  oneloop5
	VPADDD Z1, Z0, Z0
	VPADDD Z3, Z2, Z2
	VPADDD Z2, Z0, Z0
	STORE5(Z0)
	DECQ R12
	JMP  one5

next5:
	ADDQ $64, DI
	ADDQ $64, R10
	DECQ R9
	JNZ  block5
	VZEROUPPER
	RET
